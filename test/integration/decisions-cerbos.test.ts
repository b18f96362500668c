import { beforeEach, describe, expect, it } from 'vitest';
import { startCerbos } from '../support/cerbos.ts';
import { decisionLocation } from '../support/decision-point.ts';
import { startGateway } from '../support/gateway.ts';
import { makeKeys } from '../support/keys.ts';
import { callTool, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, type Headers } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { readExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const { keys, file } = makeKeys({ ada: ['ada', 'reader'], bob: ['bob', 'reader'] });

/** Readers get their own folder, by their name; nobody else anything but a search. */
const cerbosPolicy = `
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  resource: tool
  version: default
  rules:
    - actions: ["tools/call"]
      effect: EFFECT_ALLOW
      roles: ["user"]
      condition:
        match:
          expr: 'R.id == "read_text_file" && R.attr.server == "files" && P.attr.role == "reader" && R.attr.arguments.path.startsWith("/srv/data/" + P.id + "/")'
    - actions: ["tools/call"]
      effect: EFFECT_ALLOW
      roles: ["role"]
      condition:
        match:
          expr: 'P.id == "support" && R.id == "search" && R.attr.arguments == {}'
`;

const policy = recorderPolicy
  .replace('trusted_hops: [127.0.0.1/32]', 'trusted_hops: [127.0.0.1/32], api_keys: {}')
  .replace('roles:\n', 'decisions: { type: authzen, timeout: 2s, cache: 1m }\nroles:\n')
  .replace('read_text_file: {', 'read_text_file: { decisions: { arguments: [path] },');

describe('a real decision point', () => {
  const recorder = useRunning(startRecorder);
  const cerbos = useRunning(async () => startCerbos(await readExample('external-decisions', 'cerbos.yaml'), cerbosPolicy));
  const gateway = useGateway(() => startGateway({
    policy,
    keys: file,
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    extraHttp: `upstream cerbos { server ${cerbos().address}; keepalive 8; }`,
    extraServer: decisionLocation('http://cerbos/access/v1/evaluation'),
  }));
  beforeEach(() => { recorder().reset(); });
  const ruleOf = async (body: string, headers: Headers): Promise<string> => {
    const answer = await post(gateway().port, body, { headers });
    const { rule, decision } = await gateway().decision(answer.headers.get('x-request-id') ?? '');
    expect(recorder().requests).toHaveLength(decision === 'allow' ? 1 : 0);
    return `${decision} ${rule}`.trim();
  };
  const read = (path: string): string => callTool('read_text_file', { path });
  const ada = { Authorization: `Bearer ${keys.ada}` };
  const bob = { Authorization: `Bearer ${keys.bob}` };

  it.each<[string, string, Headers, string]>([
    ['allows by name and argument', read('/srv/data/ada/a'), ada, 'allow'],
    ['denies by argument', read('/srv/data/bob/a'), ada, 'deny external.denied'],
    ['denies by name', read('/srv/data/ada/a'), bob, 'deny external.denied'],
    ['denies who has only a role', read('/srv/data/reader/a'), { 'X-Agent-Role': 'reader' }, 'deny external.denied'],
    ['allows who has only a role, and is told of no argument', callTool('search', { q: 'x' }), { 'X-Agent-Role': 'support' }, 'allow'],
    ['denies what it has no policy for', request('resources/read', { uri: 'file:///srv/data/a' }), ada, 'deny external.denied'],
    ['is not asked for what is denied already', read('/etc/hosts'), ada, 'deny argument.within'],
    ['is not asked about lists', request('tools/list'), ada, 'allow'],
  ])('%s', async (_, body, headers, expected) => {
    expect(await ruleOf(body, headers)).toBe(expected);
  });

  it('is asked once, as long as a decision is kept', async () => {
    const before = cerbos().asked();
    expect(await ruleOf(read('/srv/data/ada/again'), ada)).toBe('allow');
    await expect.poll(() => cerbos().asked()).toBe(before + 1);
    for (let time = 0; time < 5; time++) {
      recorder().reset();
      expect(await ruleOf(read('/srv/data/ada/again'), ada)).toBe('allow');
    }
    recorder().reset();
    expect(await ruleOf(read('/srv/data/ada/other'), ada)).toBe('allow');
    await expect.poll(() => cerbos().asked()).toBe(before + 2);
  });
});
