import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/core/policy/kind.ts';
import { caseFiles, loadCases } from '../cases/load.ts';
import { lockOf } from '../support/lock.ts';
import { callTool } from '../support/messages.ts';
import { identity } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { expectRefused } from '../support/refusal.ts';
import { useRecordedGateway } from '../support/suite.ts';
import type { Rule } from '../../src/core/rules.ts';

/** An argument for which each kind is inferred. */
const argumentOf: Readonly<Record<Kind, readonly [name: string, schema: object]>> = {
  path: ['file_path', {}],
  url: ['address', { format: 'uri' }],
  command: ['command', { description: 'Shell command to execute' }],
  sql: ['sql', { description: 'SQL query to run' }],
  code: ['code', { description: 'JavaScript code' }],
  text: ['message', {}],
  id: ['branch', {}],
  any: ['value', {}],
};
const kinds = Object.keys(argumentOf) as readonly Kind[];
const properties = Object.fromEntries(kinds.map((kind) => [argumentOf[kind][0], { type: 'string', ...argumentOf[kind][1] }]));
const lock = lockOf('files', {
  tools: [
    { name: 'work', inputSchema: { type: 'object', properties } },
    { name: 'listed', inputSchema: { type: 'object', properties } },
    { name: 'open', inputSchema: { type: 'object', properties, additionalProperties: true } },
    ...kinds.map((kind) => ({ name: `named_${kind}`, inputSchema: { type: 'object', properties: { value: { type: 'string' } } } })),
  ],
});

const policyOf = (inferKinds: boolean): string => `
version: 1
${identity}
infer_kinds: ${inferKinds}
limits: { string: 64KiB }
roles: { reader: {} }
servers:
  files:
    upstream: files
    tools:
      work: { roles: [reader] }
      listed: { roles: [reader], arguments: { file_path: {}, sql: {}, message: { kind: any } } }
      open: { roles: [reader] }
${kinds.map((kind) => `      named_${kind}: { roles: [reader], arguments: { value: { kind: ${kind} } } }`).join('\n')}
`;
const headers = { 'X-Agent-Role': 'reader' };

/** What only the rules of paths stop. */
const climb = 'weekly report/../../../srv/app notes.yaml';
/** What is refused but in SQL, where it is ordinary. */
const fragment = "x' OR '1'='1";
const query = `SELECT id FROM orders WHERE (status = 'open' OR '1'='1') AND name <> '${fragment.replaceAll("'", "''")}'`;

/** The two ways of a call: recognized by nginx as ordinary, and not. */
const forms: readonly (readonly [string, (body: string) => string])[] = [['ordinary', (body) => body], ['any', (body) => ` ${body}`]];

describe.each(forms)('a call of a pinned tool whose policy names no kinds, %s in form', (_, write) => {
  const { gateway, recorder } = useRecordedGateway(policyOf(true), { lock });

  it.each<[string, string, object, Rule]>([
    ['a climb in a path', 'work', { file_path: climb }, 'path.traversal'],
    ['a climb in a path among others', 'work', { sql: query, file_path: climb }, 'path.traversal'],
    ['a climb in a path that the policy lists', 'listed', { file_path: climb }, 'path.traversal'],
    ['SQL where nothing was inferred', 'work', { value: fragment }, 'sql.injection'],
    ['SQL where the policy says `any`', 'listed', { message: fragment }, 'sql.injection'],
    ['SQL in an argument that nobody pinned', 'open', { more: fragment }, 'sql.injection'],
    ['SQL in the name of such an argument', 'open', { [fragment]: 1 }, 'sql.injection'],
    ['an argument that nobody pinned', 'work', { more: 'x' }, 'argument.pinned'],
    ['another type than pinned', 'work', { file_path: { a: 'x' } }, 'argument.pinned'],
  ])('is refused for %s', async (__, tool, args, rule) => {
    await expectRefused(gateway(), recorder(), write(callTool(tool, args)), { headers }, { rule, id: 1, status: 200, code: -31403 });
  });

  it.each<[string, string, object]>([
    ['SQL', 'work', { sql: query }],
    ['what only SQL is made of', 'work', { sql: fragment }],
    ['the same in an argument that the policy lists', 'listed', { sql: fragment }],
    ['a climb in prose', 'work', { message: climb }],
    ['an ordinary path', 'work', { file_path: '/srv/data/annual.txt' }],
  ])('passes with %s', async (__, tool, args) => {
    const body = write(callTool(tool, args));
    await post(gateway().port, body, { headers });
    expect(recorder().requests.map((request) => request.body.toString())).toEqual([body]);
  });
});

describe('with `infer_kinds: false`', () => {
  const { gateway, recorder } = useRecordedGateway(policyOf(false), { lock });

  it('every such argument is inspected as kind `any`', async () => {
    await expectRefused(gateway(), recorder(), callTool('work', { sql: fragment }), { headers }, { rule: 'sql.injection', id: 1, status: 200, code: -31403 });
    await post(gateway().port, callTool('work', { file_path: climb }), { headers });
    expect(recorder().requests).toHaveLength(1);
  });
});

describe('an inferred kind', () => {
  const { gateway, recorder } = useRecordedGateway(policyOf(true), { lock });

  async function decide(body: string): Promise<Readonly<Record<string, unknown>>> {
    const before = recorder().requests.length;
    const answer = await post(gateway().port, body, { headers });
    const { decision, rule } = await gateway().decision(answer.headers.get('x-request-id') ?? '');
    return { decision, rule, forwarded: recorder().requests.length - before };
  }

  it('decides as the same kind does that the policy names, whichever way the call takes', async () => {
    const files = await Promise.all(caseFiles().map(loadCases));
    const cases = files.flatMap((file) => [...file.attacks, ...file.benign]);
    const seen = new Set<string>();
    for (const [kind, text] of cases) {
      const named = await decide(callTool(`named_${kind}`, { value: text }));
      const body = callTool('work', { [argumentOf[kind][0]]: text });
      expect(await decide(body), `${kind} ${text}`).toEqual(named);
      expect(await decide(` ${body}`), `${kind} ${text}`).toEqual(named);
      seen.add(`${kind} ${String(named['decision'])}`);
    }
    expect(seen.size).toBeGreaterThan(12);
  }, 180_000);
});
