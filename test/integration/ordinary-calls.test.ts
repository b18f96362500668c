import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortText } from '../../src/core/inspection.ts';
import { inspect } from '../../src/core/inspect/inspect.ts';
import { lookByRegExp } from '../../src/core/inspect/triggers.ts';
import { checkLimits } from '../../src/core/jsonrpc/limits.ts';
import { readMessage } from '../../src/core/jsonrpc/message.ts';
import { parseDocument } from '../../src/core/jsonrpc/parse.ts';
import { findEra } from '../../src/core/mcp/era.ts';
import { findDisguisedParameter } from '../../src/core/mcp/parameters.ts';
import type { Kind } from '../../src/core/policy/kind.ts';
import { redactArguments } from '../../src/core/redact/arguments.ts';
import { isSecretKey } from '../../src/core/redact/keys.ts';
import { isLiteralPath } from '../../src/core/text/path.ts';
import { caseFiles, loadCases } from '../cases/load.ts';
import { documents } from '../support/json-documents.ts';
import { useMapsNginx } from '../support/maps-gateway.ts';
import { callTool } from '../support/messages.ts';
import { nearlyOrdinary, nearlyPlainPath, nearlyQuiet, terms } from '../support/ordinary-documents.ts';
import { identity } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { useRecordedGateway } from '../support/suite.ts';

/*
 * nginx's patterns vouch for ordinary calls and plain paths. Here the same nginx says what it finds ordinary, and the
 * checks that such a call is spared must agree.
 */

interface Look {
  readonly form: '' | 'plain' | 'ordinary';
  readonly tool: string;
  readonly args: string;
  readonly loud: string;
  readonly id: string;
  readonly method: string;
}

/** What the maps find in a body, and in texts. */
const nginx = useMapsNginx({
  call: `
    await r.readRequestArrayBuffer();
    const [form, tool, args, loud, id, method] = ['', '_tool', '_args', '_loud', '_id', '_method'].map((name) => r.variables['portcullis_call' + name] ?? '');
    r.return(200, JSON.stringify({ form, tool, args, loud, id, method }));`,
  paths: `
    const texts = JSON.parse(await r.readRequestText());
    r.return(200, JSON.stringify(texts.map((text) => { r.variables.portcullis_text = text; return r.variables.portcullis_path_form; })));`,
});

async function look(body: Uint8Array | string): Promise<Look> {
  return (await nginx().ask('call', body)) as Look;
}

/** Holds what nginx found ordinary against everything an ordinary call is spared. */
function expectTruth(body: string, { form, tool, args, loud, id, method }: Look): void {
  const bytes = new TextEncoder().encode(body);
  const document = parseDocument({ text: body, bytes, isPlain: false });
  if (typeof document === 'string') throw new Error(`${document}: ${body}`);
  const message = readMessage(document.value, document.measure.outermost);
  if (typeof message === 'string' || message.kind !== 'request') throw new Error(`no request: ${body}`);
  const { params = {} } = message;
  expect(message.method).toBe(method);
  expect(findEra(message, undefined)).toEqual({ era: 'legacy' });
  expect(findDisguisedParameter(params)).toBeUndefined();
  expect(params['name']).toBe(tool);
  expect(params['arguments']).toEqual(JSON.parse(args));
  expect(JSON.stringify(message.id)).toBe(id);
  expect(checkLimits(document, bytes.length, { body: args.length + 512, depth: 4, array: 10, string: 64 })).toBeUndefined();
  if (form === 'ordinary' && loud === '') stringsIn(params['arguments']).forEach(expectQuiet);
  if (form === 'plain') {
    const object = JSON.parse(args) as Record<string, unknown>;
    expect(redactArguments(object, 10_000)).toBe(args);
    expect(Object.keys(object).filter(isSecretKey)).toEqual([]);
    for (const value of Object.values(object)) if (typeof value === 'string') expectPlain(value);
  }
}

/** Of texts that are not short, none that is quiet has what an inspector of prose looks for. */
function expectQuiet(text: string): void {
  if (text.length > shortText) expect(['text', 'any'].filter((kind) => lookByRegExp.suspicion(kind as Kind, text) !== ''), text).toEqual([]);
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** A plain path has one reading, and no inspector of paths finds anything, asked without a first look. */
function expectPlain(path: string): void {
  expect(isLiteralPath(path), path).toBe(true);
  expect(inspect(path, 'path', { suspicion: () => 'odd', suspects: () => true }), path).toBeUndefined();
}

describe('what nginx finds an ordinary call', () => {
  it.each([
    ['TypeScript and Python', { method: 'tools/call', params: { name: 'read', arguments: { path: '/srv/a.txt' } }, jsonrpc: '2.0', id: 1 }],
    ['Go and Rust', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'read', arguments: { path: '/srv/a.txt' } } }],
    ['writing by hand', { jsonrpc: '2.0', method: 'tools/call', params: { name: 'read', arguments: { path: '/srv/a.txt' } }, id: 'abc' }],
    ['Java', { jsonrpc: '2.0', method: 'tools/call', id: 'abc-1', params: { name: 'read', arguments: { path: '/srv/a.txt' } } }],
    ['asking for progress', { method: 'tools/call', params: { name: 'read', arguments: { path: '/srv/a.txt', limit: 10 }, _meta: { progressToken: 0 } }, jsonrpc: '2.0', id: 1 }],
  ])('is what clients send: %s', async (_, message) => {
    const body = JSON.stringify(message);
    const found = await look(body);
    expect(found.form).toBe('plain');
    expectTruth(body, found);
  });

  it.each([
    ['prose', { text: 'It\'s "fine":\n(see a, b; c)' }],
    ['a secret by name', { api_key: 'abc' }],
    ['a long word', { path: '/srv/QWxhZGRpbjpvcGVuIHNlc2FtZQ' }],
    ['a system folder', { path: '/etc/hosts' }],
    ['a list', { paths: ['/srv/a', '/srv/b'] }],
    ['10 arguments', Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`A${at}`, at]))],
    ['a name that begins as another', { text: 'a', te: 'it\'s', tex: 'c', textual: 'd' }],
  ])('needs its arguments looked at: %s', async (_, args) => {
    const body = callTool('read', args);
    const found = await look(body);
    expect(found.form).toBe('ordinary');
    expectTruth(body, found);
  });

  const whole = callTool('t', { a: 1, b: 2 });
  it.each([
    ['a name twice', whole.replace('"b"', '"a"')],
    ['a name twice, far apart', callTool('t', { a: 1, text: 'x, y,'.repeat(500), c: [1, 2] }).replace('"c"', '"a"')],
    ['the first of 10 names again as the last', callTool('t', Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`a${at}`, at]))).replace('"a9"', '"a0"')],
    ['a member twice', whole.replace('{"jsonrpc"', '{"id":1,"jsonrpc"')],
    ['another member', whole.replace('{"jsonrpc"', '{"x":1,"jsonrpc"')],
    ['a blank', whole.replace('{', '{ ')],
    ['an end of line', `${whole}\n`],
    ['something behind', `${whole}{}`],
    ['an escaped member', whole.replace('method', '\\u006dethod')],
    ['an escape in a value', callTool('t', { a: 'x' }).replace('"x"', '"\\u0000"')],
    ['no ASCII', callTool('t', { a: '\u00e9' })],
    ['another method', whole.replace('tools/call', 'tools/list')],
    ['no id', whole.replace(/"id":1,/, '')],
    ['an object inside', callTool('t', { a: { b: 1 } })],
    ['11 arguments', callTool('t', Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`a${at}`, at])))],
    ['__proto__', whole.replace('"a"', '"__proto__"')],
    ['a number of 16 digits', whole.replace('"a":1', '"a":9007199254740993')],
    ['a claim of the modern era', callTool('t', {}).replace('"arguments":{}', '"arguments":{},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}')],
  ])('has nothing out of the ordinary: %s', async (_, body) => {
    expect((await look(body)).form).toBe('');
  });

  it.each<[string, fc.Arbitrary<string | Buffer>, number, number]>([['nearly ordinary calls', nearlyOrdinary, 3000, 200], ['any documents', documents, 1000, 0]])('is what every check finds right, of %s', async (_, arbitrary, runs, atLeast) => {
    const found = { plain: 0, ordinary: 0, '': 0 };
    for (const sample of fc.sample(arbitrary, { numRuns: runs, seed: 20_261_121 })) {
      const seen = await look(sample);
      found[seen.form] += 1;
      if (seen.form !== '') expectTruth(sample.toString(), seen);
    }
    expect(found['']).toBeGreaterThanOrEqual(atLeast);
    expect(found.plain).toBeGreaterThanOrEqual(atLeast / 20);
    expect(found.ordinary).toBeGreaterThanOrEqual(atLeast / 4);
  });
});

const letter = 'The report is late, and we know; it\'s "fine" (see page 4): no.\n\n'.repeat(8);

describe('what nginx finds quiet', () => {
  it.each([
    ['prose', { path: '/srv/a b.txt', text: letter }, true],
    ['a short text, whatever it carries', { text: "' or 1=1 --" }, true],
    ['a quotation', { text: `"The ${letter}" said the reader.` }, true],
    ['a team', { text: `Our group's plan: ${letter}` }, true],
    ['a list of short texts', { texts: ['; cat /etc/passwd', "it's"] }, true],
    ['a list of longer texts', { texts: [letter] }, false],
    ['prose with a command', { text: `${letter}; cat /etc/passwd` }, false],
    ['a command before prose', { a: `x; cat y\n${letter}`, b: letter }, false],
  ])('is known of %s', async (_, args, isQuiet) => {
    const body = callTool('write', args);
    const found = await look(body);
    expect(found.form).toBe('ordinary');
    expect(found.loud === '').toBe(isQuiet);
    expectTruth(body, found);
  });

  it('is prose in which nothing can be found', async () => {
    const cases = (await Promise.all(caseFiles().map(loadCases))).flatMap((file) => file.attacks.map(([, text]) => text));
    const quoted = terms.flatMap((term) => ['', 'the ', 'one ', 'what '].flatMap((opener) => [`"${opener}${term} ${letter}`, `"${opener}${term}" ${letter}`, `"${opener}"${term} ${letter}`, `${opener}${term} by ${letter}`, `"${term}\n${letter}`]));
    const texts = [...cases.flatMap((text) => [text + letter, letter + text]), ...quoted, ...fc.sample(nearlyQuiet, { numRuns: 6000, seed: 20_261_121 })];
    const found = { quiet: 0, loud: 0 };
    for (const text of texts) {
      const body = callTool('write', { text });
      const seen = await look(body);
      if (seen.form === '') continue;
      found[seen.loud === '' ? 'quiet' : 'loud'] += 1;
      expectTruth(body, seen);
    }
    expect(found.quiet).toBeGreaterThan(500);
    expect(found.loud).toBeGreaterThan(1000);
  }, 60_000);
});

it('finds paths plain in which nothing can be found', async () => {
  const attacks = (await Promise.all(caseFiles().map(loadCases))).flatMap((file) => file.attacks.flatMap(([kind, text]) => (kind === 'path' ? [text] : [])));
  const texts = [...attacks, ...fc.sample(nearlyPlainPath, { numRuns: 20_000, seed: 7 })].filter((text) => text !== '');
  const forms = (await nginx().ask('paths', JSON.stringify(texts))) as string[];
  const plain = texts.filter((_, at) => forms[at] === 'plain');
  expect(plain.length).toBeGreaterThan(1000);
  plain.forEach(expectPlain);
  expect(attacks.filter((text) => plain.includes(text))).toEqual([]);
});

const kinds = ['path', 'url', 'command', 'sql', 'code', 'text', 'id', 'any'] as const;
const policy = `
version: 1
${identity}
roles: { reader: {}, outsider: {} }
servers:
  files:
    upstream: files
    tools:
${kinds.map((kind) => `      of_${kind}: { roles: [reader], arguments: { value: { kind: ${kind} } } }`).join('\n')}
      readFile: { roles: [reader], arguments: { path: { kind: path, within: [/srv/data] } } }
      readfile: { roles: [outsider] }
      watched: { roles: [reader], alert: true }
      tight: { roles: [reader] }
`;

describe('an ordinary call', () => {
  const { gateway, recorder } = useRecordedGateway(policy);

  /** Sends a call as it is, and with a blank that keeps it from being found ordinary. */
  async function sendBoth(body: string, role = 'reader'): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const outcomes = [];
    for (const sent of [body, ` ${body}`]) {
      const before = recorder().requests.length;
      const answer = await post(gateway().port, sent, { headers: { 'X-Agent-Role': role } });
      const { decision, rule, target, method, era, alert } = await gateway().decision(answer.headers.get('x-request-id') ?? '');
      outcomes.push({ decision, rule, target, method, era, alert, role, status: answer.status, forwarded: recorder().requests.slice(before).map((request) => request.body.toString().trim()) });
    }
    return outcomes;
  }

  it('is decided as it is by every check, whatever it carries', async () => {
    const cases = (await Promise.all(caseFiles().map(loadCases))).flatMap((file) => [...file.attacks, ...file.benign]);
    const decided = { allow: 0, deny: 0 };
    const long = cases.flatMap(([kind, text]) => (kind === 'text' || kind === 'any' ? [[kind, text + letter] as const, [kind, letter + text] as const] : []));
    for (const [kind, text] of [...cases, ...long]) {
      const [ordinary, whole] = await sendBoth(callTool(`of_${kind}`, { value: text }));
      expect(ordinary, `${kind} ${text}`).toEqual(whole);
      decided[ordinary?.['decision'] as 'allow' | 'deny'] += 1;
    }
    expect(decided.allow).toBeGreaterThan(100);
    expect(decided.deny).toBeGreaterThan(100);
  }, 180_000);

  it.each([
    ['a name with capitals', 'readFile', { path: '/srv/data/a.txt' }, 'reader', 'allow'],
    ['a path outside', 'readFile', { path: '/srv/other/a.txt' }, 'reader', 'deny'],
    ['a path in a sibling', 'readFile', { path: '/srv/database/a.txt' }, 'reader', 'deny'],
    ['an argument that is not listed', 'readFile', { path: '/srv/data/a.txt', more: 1 }, 'reader', 'deny'],
    ['a name that differs by case only', 'readfile', { path: '/srv/data/a.txt' }, 'reader', 'deny'],
    ['the same for whom it is granted', 'readfile', { path: '/srv/data/a.txt' }, 'outsider', 'allow'],
    ['the other name by whom only this is granted', 'readFile', { path: '/srv/data/a.txt' }, 'outsider', 'deny'],
    ['a tool there is not', 'write', { path: '/srv/data/a.txt' }, 'reader', 'deny'],
    ['two roles in one', 'readFile', { path: '/srv/data/a.txt' }, 'reader outsider', 'deny'],
    ['no role', 'readFile', { path: '/srv/data/a.txt' }, '', 'deny'],
    ['a tool that asks for attention', 'watched', { path: '/srv/data/a.txt' }, 'reader', 'allow'],
  ])('with %s is decided as by every check', async (_, tool, args, role, decision) => {
    const [ordinary, whole] = await sendBoth(callTool(tool, args), role);
    expect(ordinary).toEqual(whole);
    expect(ordinary?.['decision']).toBe(decision);
  });

  it('is logged with its arguments, masked where one could be a secret', async () => {
    const shown = async (args: unknown): Promise<string> => {
      const answer = await post(gateway().port, callTool('of_any', args), { headers: { 'X-Agent-Role': 'reader' } });
      return (await gateway().decision(answer.headers.get('x-request-id') ?? '')).arguments;
    };
    expect(await shown({ value: '/srv/data/annual.txt' })).toBe('{"value":"/srv/data/annual.txt"}');
    expect(await shown({ value: 'AKIAIOSFODNN7EXAMPLE' })).toBe('{"value":"[redacted]"}');
    expect(await shown({ value: 4_111_111_111_111_111 })).toBe('{"value":"[redacted]"}');
  });
});
