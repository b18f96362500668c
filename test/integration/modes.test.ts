import { describe, expect, it } from 'vitest';
import { callTool, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { expectRefused } from '../support/refusal.ts';
import { useRecordedGateway } from '../support/suite.ts';

const as = (role: string) => ({ 'X-Agent-Role': role });
const write = callTool('write_file', { path: '/srv/data/out/a', content: 'x' });

describe('monitoring', () => {
  const { gateway, recorder } = useRecordedGateway(recorderPolicy.replace('version: 1', 'version: 1\nmode: monitor'));

  it.each([
    ['a tool the role may not call', write, 'policy.tool'],
    ['a path outside the folder', callTool('read_text_file', { path: '/etc/hostname' }), 'argument.within'],
    ['what is no JSON', '{', 'json.syntax'],
  ])('lets %s pass as it is, and says by which rule it would not have', async (_, body, rule) => {
    const answer = await post(gateway().port, body, { headers: as('reader') });
    expect(recorder().requests.map((recorded) => recorded.body.toString())).toEqual([body]);
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'monitor', rule });
  });

  it('calls allowed what is', async () => {
    const answer = await post(gateway().port, request('tools/list'), { headers: as('reader') });
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'allow', rule: '' });
  });

  it('never tells the upstream a role from a hop that is not trusted', async () => {
    await post(gateway().port, write, { headers: as('operator'), from: '127.0.0.2' });
    expect(recorder().requests.map(({ headers }) => headers['x-agent-role'])).toEqual([undefined]);
  });

  it('leads no path anywhere that is no endpoint', async () => {
    await expectRefused(gateway(), recorder(), write, { headers: as('operator'), path: '/mcp/admin' }, { rule: 'http.path', status: 404, code: -32600 });
  });
});

describe('a denial told by HTTP status', () => {
  const { gateway, recorder } = useRecordedGateway(recorderPolicy.replace('version: 1', 'version: 1\ndenial: status'));

  it('is 403 with the request\'s id', async () => {
    await expectRefused(gateway(), recorder(), write, { headers: as('reader') }, { rule: 'policy.tool', id: 1, status: 403, code: -31403 });
  });
});

describe('a tool that calls for attention', () => {
  const { gateway } = useRecordedGateway(recorderPolicy.replace('enabled: false', 'enabled: false, alert: true'));

  it.each([
    ['dormant', { text: 'something ordinary' }, '1'],
    ['search', {}, ''],
  ])('is told by the log: %s', async (name, args, alert) => {
    const answer = await post(gateway().port, callTool(name, args), { headers: as('operator') });
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ target: name, alert });
  });
});

describe('inspection', () => {
  const { gateway, recorder } = useRecordedGateway(recorderPolicy.replace('search: { roles: [support] }', 'search: { roles: [reader], arguments: { text: { kind: any }, file: { kind: path }, url: { kind: url }, shell: { kind: command }, query: { kind: sql }, prose: { kind: text } } }'));

  it.each([
    ['a path that climbs', { file: 'reports/../../../etc/shadow' }, 'path.traversal'],
    ['a path that climbs behind an encoding', { file: 'reports/%2e%2e/%2e%2e/x' }, 'path.traversal'],
    ['a file of secrets', { file: '/home/me/.ssh/id_rsa' }, 'path.sensitive'],
    ['a cloud\'s metadata service', { url: 'http://169.254.169.254/latest/' }, 'ssrf.metadata'],
    ['an internal address in another spelling', { url: 'http://0x7f000001/' }, 'ssrf.address'],
    ['a scheme that reads files', { url: 'file:///etc/passwd' }, 'ssrf.scheme'],
    ['a second command', { text: 'report.txt; rm -rf /' }, 'shell.injection'],
    ['a query that says more than it should', { text: "x' OR '1'='1" }, 'sql.injection'],
    ['text that reads otherwise than it is', { prose: 'a\u202eb\u202cc' }, 'text.bidi'],
    ['text that hides some of it', { prose: 'a\u{e0041}\u{e0042}\u{e0043}' }, 'text.invisible'],
  ] as const)('stops %s', async (_, args, rule) => {
    await expectRefused(gateway(), recorder(), callTool('search', args), { headers: as('reader') }, { rule, id: 1, status: 200, code: -31403 });
  });

  it.each([
    { file: 'reports/2026/q3..final.txt' },
    { url: 'https://api.example.com/v1/items?limit=10' },
    { prose: 'Fish & chips; select the best one -- or two (see "menu").' },
    { prose: 'עברית, العربية, 日本語 and 🏴‍☠️ mixed' },
    { query: 'SELECT name FROM people WHERE id = 1' },
    { shell: 'ls -la reports | wc -l' },
  ])('lets ordinary work pass: %j', async (args) => {
    expect((await post(gateway().port, callTool('search', args), { headers: as('reader') })).status).toBe(200);
    expect(recorder().requests).toHaveLength(1);
  });
});
