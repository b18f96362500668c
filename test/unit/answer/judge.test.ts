import { describe, expect, it } from 'vitest';
import type { ServerEntry } from '../../../src/core/policy/entries.ts';
import { AnswerJudge, type Question } from '../../../src/core/response.ts';
import { pathForm } from '../../../src/core/text/path.ts';
import { noSituation } from '../../support/situation.ts';
import { makePinPorts } from '../../support/pin-ports.ts';

const entries: Readonly<Record<string, unknown>> = {
  't:files:read': { name: 'read', roles: ' reader operator ' },
  't:files:write': { name: 'write', roles: ' operator ' },
  't:files:off': { name: 'off', roles: ' reader ', off: true },
  'p:files:summarize': { name: 'summarize', roles: ' reader ', kind: 'text' },
  'u:files:': { grants: [{ uri: 'test://open/**', roles: ' reader ' }] },
  'r::reader': {},
};
const enforced: ServerEntry = { mode: 'enforce', roles: ' reader ' };

interface Setting extends Partial<Question> { readonly entry?: Partial<ServerEntry> }

function makeJudge({ entry, ...question }: Setting = {}, suspectsSecret = (): boolean => false): AnswerJudge {
  const all: Readonly<Record<string, unknown>> = { ...entries, 's:files:': { ...enforced, ...entry } };
  const lookup = (key: string): string | undefined => (key in all ? JSON.stringify(all[key]) : undefined);
  const asked: Question = { server: 'files', role: 'reader', era: 'legacy', method: 'tools/call', ids: [1], redact: undefined, requestId: 'abc', ...question };
  return new AnswerJudge(asked, { lookup, suspicion: () => 'odd', suspects: () => true, situation: () => noSituation, suspectsSecret, ...makePinPorts(), ownerOf: () => undefined, bind: () => true, pathForm });
}
function judge(message: unknown, setting: Setting = {}): { readonly passed: unknown; readonly text: string; readonly broken: readonly string[]; readonly isOpen: boolean } {
  const one = makeJudge(setting);
  const text = one.judge(typeof message === 'string' ? message : JSON.stringify(message));
  return { text, passed: text === '' ? undefined : JSON.parse(text) as unknown, broken: [...one.broken], isOpen: one.isOpen };
}
const response = (result: unknown, id: unknown = 1): unknown => ({ jsonrpc: '2.0', id, result });
const failure = (id: unknown = 1): unknown => ({ jsonrpc: '2.0', id, error: { code: -32603, message: 'The server gave no answer that may be passed on.', data: { requestId: 'abc' } } });
const request = (method: string, params: unknown = {}): unknown => ({ jsonrpc: '2.0', id: 's1', method, params });
const denied = { jsonrpc: '2.0', id: 's1', method: 'portcullis/denied' };
const long = 'x'.repeat(20_000);

describe('a message passes byte for byte', () => {
  it.each([
    ['the response', '{ "jsonrpc": "2.0" , "id":1,"result" : {"content":[{"type":"text","text":"\\u00e4 \\"id\\" \\/"}]} }'],
    ['one that has names of members inside', '{"result":{"id":1,"method":"x","rows":[{"id":1},{"id":2}]},"jsonrpc":"2.0","id":1}'],
    ['a long one', `{"jsonrpc":"2.0","id":1,"result":{"id":1,"rows":[{"id":2,"text":"${long}"},{"id":3}]}}`],
    ['a long one with its id at the end', `{"result":{"rows":[{"id":2,"text":"${long}"},{"id":3}]},"jsonrpc":"2.0","id":1}`],
    ['a long one with blanks', `{ "jsonrpc": "2.0", "id": 1, "result": {"id": "${long}"} }\n`],
    ['an error of the server', '{"jsonrpc":"2.0","id":1,"error":{"code":-32002,"message":"not found","data":{"uri":"x"}}}'],
    ['a key written with an escape', '{"jsonrpc":"2.0","\\u0069d":1,"result":{}}'],
    ['progress', '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}'],
  ])('%s', (_, text) => {
    expect(judge(text)).toMatchObject({ text, broken: [] });
  });
});

describe('answer.syntax', () => {
  it.each([
    ['no JSON', 'oops'],
    ['nothing', ''],
    ['two documents', '{"jsonrpc":"2.0","id":1,"result":{}}{"jsonrpc":"2.0","id":1,"result":{}}'],
    ['a scalar', '5'],
    ['a batch in a batch', '[[{"jsonrpc":"2.0","id":1,"result":{}}]]'],
    ['another version', '{"jsonrpc":"1.0","id":1,"result":{}}'],
    ['a result that is no object', '{"jsonrpc":"2.0","id":1,"result":"x"}'],
    ['result and error', '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}'],
    ['no id', '{"jsonrpc":"2.0","result":{}}'],
    ['a null id', '{"jsonrpc":"2.0","id":null,"result":{}}'],
    ['a member more', '{"jsonrpc":"2.0","id":1,"result":{},"Result":{}}'],
    ['the id twice', '{"jsonrpc":"2.0","id":2,"result":{},"id":1}'],
    ['the id twice, once escaped', '{"jsonrpc":"2.0","\\u0069d":2,"result":{},"id":1}'],
    ['the result twice', '{"jsonrpc":"2.0","id":1,"result":{"tools":[]},"result":{}}'],
    ['a long one with its id twice', `{"jsonrpc":"2.0","id":2,"result":{"text":"${long}"},"id":1}`],
    ['a long one with its result twice', `{"jsonrpc":"2.0","id":1,"result":{"text":"${long}"},"result":{}}`],
    ['a long one cut', `{"jsonrpc":"2.0","id":1,"result":{"text":"${long}"}`],
    ['one too long to look at string by string, its id twice', `{"jsonrpc":"2.0","id":2,"result":{"text":"${long.repeat(20)}"},"id":1}`],
  ])('%s is dropped', (_, text) => {
    const { text: passed, broken, isOpen } = judge(text);
    expect({ passed, broken, isOpen }).toEqual({ passed: '', broken: ['answer.syntax'], isOpen: true });
  });
});

describe('inspect.budget', () => {
  it('an answer that would take too long to be searched for secrets ends in an error', () => {
    const one = makeJudge({}, () => true);
    const text = JSON.stringify(response({ content: Array.from({ length: 60_000 }, () => ({ type: 'text', text: 'sk-proj-a' })) }));
    expect(JSON.parse(one.judge(text))).toEqual(failure());
    expect([...one.broken]).toEqual(['inspect.budget']);
  });
});

describe('answer.id', () => {
  it('a result for another id is dropped', () => {
    expect(judge(response({}, 2))).toMatchObject({ text: '', broken: ['answer.id'], isOpen: true });
  });
  it('an id of another type is another id', () => {
    expect(judge(response({}, '1'))).toMatchObject({ text: '', broken: ['answer.id'] });
  });
  it('a second response to one id is dropped', () => {
    const one = makeJudge();
    expect(one.judge(JSON.stringify(response({ first: true })))).not.toBe('');
    expect(one.isOpen).toBe(false);
    expect(one.judge(JSON.stringify(response({ second: true })))).toBe('');
    expect([...one.broken]).toEqual(['answer.id']);
  });
  it('of a batch each is answered once, and what is foreign falls out of it', () => {
    const { passed, broken } = judge([response({ a: 1 }, 1), response({ b: 1 }, 3), response({ c: 1 }, 2), response({}, 2)], { ids: [1, 2], method: undefined });
    expect(passed).toEqual([response({ a: 1 }, 1), response({ c: 1 }, 2)]);
    expect(broken).toEqual(['answer.id']);
  });
  it('a stream that nobody asked for carries responses to any', () => {
    expect(judge(response({ a: 1 }, 77), { ids: 'any', method: undefined })).toMatchObject({ passed: response({ a: 1 }, 77), broken: [] });
  });
});

describe('a list', () => {
  const tools = [{ name: 'write' }, { name: 'read', inputSchema: { type: 'object' } }, { name: 'off' }, { name: 'READ' }, { name: 5 }, null, 'read', { title: 'read' }];
  const all = response({ tools, nextCursor: 'c', _meta: { a: 1 } });
  const seen = response({ tools: [{ name: 'read', inputSchema: { type: 'object' } }], nextCursor: 'c', _meta: { a: 1 } });

  it('shows what the role may call, and keeps what is beside it', () => {
    expect(judge(all, { method: 'tools/list' })).toMatchObject({ passed: seen, broken: ['answer.hidden'], isOpen: false });
  });
  it('does not show an item that has its name twice, once in other case', () => {
    const listed = { jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'read', Name: 'other' }, { name: 'read' }] } };
    expect(judge(listed, { method: 'tools/list' }).passed).toEqual(response({ tools: [{ name: 'read' }] }));
  });
  it('may be empty', () => {
    expect(judge(response({ tools: [{ name: 'write' }], nextCursor: 'c' }), { method: 'tools/list' }).passed).toEqual(response({ tools: [], nextCursor: 'c' }));
  });
  it('keeps its order', () => {
    const list = [{ name: 'write', n: 1 }, { name: 'read', n: 2 }, { name: 'none', n: 3 }, { name: 'read', n: 4 }];
    expect(judge(response({ tools: list }), { method: 'tools/list', role: 'operator' }).passed).toEqual(response({ tools: [list[0], list[1], list[3]] }));
  });
  it.each([
    ['prompts/list', 'prompts', [{ name: 'summarize' }, { name: 'other' }], [{ name: 'summarize' }]],
    ['resources/list', 'resources', [{ uri: 'test://open/a' }, { uri: 'test://shut/a' }, { uri: 'test://open/../shut' }], [{ uri: 'test://open/a' }]],
    ['resources/templates/list', 'resourceTemplates', [{ uriTemplate: 'test://open/{id}' }, { uriTemplate: 'test://{any}/x' }], [{ uriTemplate: 'test://open/{id}' }]],
  ])('of %s is judged the same way', (method, name, items, expected) => {
    expect(judge(response({ [name]: items }), { method }).passed).toEqual(response({ [name]: expected }));
    expect(judge(response({ [name]: items }, 9), { method: undefined, ids: 'any' }).passed).toEqual(response({ [name]: expected }, 9));
  });
  it('is known by its shape where nobody knows the question', () => {
    expect(judge(all, { method: undefined, ids: 'any' }).passed).toEqual(seen);
  });
  it('is private to its role in the modern era, and where a server says otherwise', () => {
    expect(judge(response({ tools: [] }), { method: 'tools/list', era: 'modern' }).passed).toEqual(response({ tools: [], cacheScope: 'private' }));
    expect(judge(response({ tools: [], cacheScope: 'public' }), { method: 'tools/list' }).passed).toEqual(response({ tools: [], cacheScope: 'private' }));
    expect(judge(response({ tools: [] }), { method: 'tools/list' }).passed).toEqual(response({ tools: [] }));
  });
  it.each([
    ['missing', {}],
    ['an object', { tools: { 0: { name: 'write' } } }],
    ['a text', { tools: 'write' }],
    ['there in other case too', { tools: [], Tools: [{ name: 'write' }] }],
    ['there with a letter that folds to one of its own', { tools: [], 'tool\u017f': [{ name: 'write' }] }],
  ])('that is %s is not passed', (_, result) => {
    expect(judge(response(result), { method: 'tools/list' })).toMatchObject({ passed: failure(), broken: ['answer.list'] });
  });
  it('that only other readers see is not passed either', () => {
    const text = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"write"}],"tools":0}}';
    expect(judge(text, { method: undefined, ids: 'any' })).toMatchObject({ passed: failure(), broken: ['answer.list'] });
    expect(judge(response({ Tools: [{ name: 'write' }] }), { method: undefined, ids: 'any' })).toMatchObject({ passed: failure(), broken: ['answer.list'] });
  });
  it('is written anew, so that nobody reads another of two', () => {
    const text = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"write"}],"tools":[{"name":"write","name":"read"}]}}';
    expect(judge(text, { method: 'tools/list' }).text).toBe('{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"read"}]}}');
  });
  it('stays whole while monitored, and the log knows', () => {
    expect(judge(all, { method: 'tools/list', entry: { mode: 'monitor' } })).toMatchObject({ passed: all, broken: ['answer.hidden'] });
  });
  it('in the answer to something else is none', () => {
    expect(judge(all, { method: 'tools/call' })).toMatchObject({ passed: all, broken: [] });
  });
  it('that failed passes its error', () => {
    const error = { jsonrpc: '2.0', id: 1, error: { code: -32000, message: 'no' } };
    expect(judge(error, { method: 'tools/list' })).toMatchObject({ passed: error, broken: [] });
  });
});

describe('answer.request', () => {
  const asks = { deny: ['sampling', 'roots'] as const, hosts: ['login.example.com'] };
  it.each(['ping', 'sampling/createMessage', 'roots/list', 'elicitation/create', 'tasks/get'])('%s passes where nothing is said', (method) => {
    expect(judge(request(method))).toMatchObject({ passed: request(method), broken: [] });
  });
  it.each(['sampling/createMessage', 'roots/list'])('%s is denied where the policy says so: the client is asked for what no client does', (method) => {
    expect(judge(request(method, { a: 1 }), { entry: { asks } })).toMatchObject({ passed: denied, broken: ['answer.request'], isOpen: true });
  });
  it.each(['tools/list', 'sampling/other', 'constructor', 'elicitation/create/'])('%s is nothing to ask a client', (method) => {
    expect(judge(request(method))).toMatchObject({ passed: denied, broken: ['answer.request'] });
  });
  it('a visit to a listed host passes, to another it does not', () => {
    const visit = (url: string): unknown => request('elicitation/create', { mode: 'url', url, elicitationId: 'e' });
    expect(judge(visit('https://login.example.com/a'), { entry: { asks } }).passed).toEqual(visit('https://login.example.com/a'));
    expect(judge(visit('https://evil.example/a'), { entry: { asks } }).passed).toEqual(denied);
  });
  it.each(['https://login.example.com/a', 'https://evil.example/a'])('an error that sends the user to %s is judged as a visit is', (url) => {
    const failed = { jsonrpc: '2.0', id: 1, error: { code: -32042, message: 'go there', data: { elicitations: [{ mode: 'url', url, elicitationId: 'e' }] } } };
    const { passed, broken } = judge(failed, { entry: { asks } });
    if (url.includes('evil')) expect({ passed, broken }).toMatchObject({ passed: { id: 1, error: { code: -32603 } }, broken: ['answer.request'] });
    else expect(passed).toEqual(failed);
  });
  it.each([{ mode: 'form', URL: 'https://evil.example' }, { mode: 'form', Mode: 'url', url: undefined }, { Url: 'https://evil.example' }])('a visit in disguise is denied, since some clients match names ignoring case: %j', (params) => {
    expect(judge(request('elicitation/create', { message: 'm', requestedSchema: {}, ...params }), { entry: { asks } })).toMatchObject({ passed: denied, broken: ['answer.request'] });
  });
  it.each(['InputRequests', 'inputRequest\u017f', 'INPUTREQUESTS'])('requests within a result under the name %s are denied', (name) => {
    const result = { content: [], [name]: { a: { method: 'sampling/createMessage', params: {} } } };
    expect(judge({ jsonrpc: '2.0', id: 1, result }, { entry: { asks } })).toMatchObject({ passed: { id: 1, error: { code: -32603 } }, broken: ['answer.request'] });
  });
  it.each(['Elicitations', 'ELICITATIONS'])('an error that sends the user on under the name %s is denied', (name) => {
    const failed = { jsonrpc: '2.0', id: 1, error: { code: -32042, message: 'm', data: { [name]: [{ url: 'https://evil.example' }] } } };
    expect(judge(failed, { entry: { asks } })).toMatchObject({ passed: { id: 1, error: { code: -32603 } }, broken: ['answer.request'] });
  });
  it('a URL that stands twice is denied, whichever a client would take, and nobody waits', () => {
    const text = '{"jsonrpc":"2.0","id":"s1","method":"elicitation/create","params":{"mode":"url","url":"https://evil.example","url":"https://login.example.com"}}';
    expect(judge(text, { entry: { asks } })).toMatchObject({ passed: denied, broken: ['answer.request'] });
  });
  it('a form with keys beyond ASCII passes, as they are or escaped', () => {
    const text = '{"jsonrpc":"2.0","id":"s1","method":"elicitation/create","params":{"requestedSchema":{"properties":{"gr\\u00f6\\u00dfe":{},"größer":{}}}}}';
    expect(judge(text)).toMatchObject({ text, broken: [] });
  });
  it('is only noted while monitored', () => {
    expect(judge(request('roots/list'), { entry: { asks, mode: 'monitor' } })).toMatchObject({ passed: request('roots/list'), broken: ['answer.request'] });
  });
  it('in the modern era no server asks so', () => {
    expect(judge(request('ping'), { era: 'modern' })).toMatchObject({ text: '', broken: ['answer.request'] });
  });
  it('a server the policy does not have may ask nothing', () => {
    expect(judge(request('sampling/createMessage'), { server: 'gone' }).passed).toEqual(denied);
  });
  it('a notification of no known kind is dropped', () => {
    expect(judge({ jsonrpc: '2.0', method: 'tools/call' })).toMatchObject({ text: '', broken: ['answer.request'] });
  });

  describe('within a result (2026-07-28)', () => {
    const asking = (inputRequests: unknown): unknown => response({ resultType: 'input_required', inputRequests, requestState: 's' });
    const modern = { era: 'modern', entry: { asks } } as const;
    it('passes when all may be asked', () => {
      const message = asking({ a: { method: 'elicitation/create', params: { mode: 'form', message: 'm', requestedSchema: {} } } });
      expect(judge(message, modern)).toMatchObject({ passed: message, broken: [] });
    });
    it.each([
      ['one is denied', { a: { method: 'elicitation/create', params: {} }, b: { method: 'sampling/createMessage', params: {} } }],
      ['one is unknown', { a: { method: 'other' } }],
      ['one is none', { a: 5 }],
      ['they are a list', [{ method: 'sampling/createMessage' }]],
      ['they are null', null],
    ])('does not when %s', (_, requests) => {
      expect(judge(asking(requests), modern)).toMatchObject({ passed: failure(), broken: ['answer.request'] });
    });
    it('does not when they stand twice', () => {
      const text = '{"jsonrpc":"2.0","id":1,"result":{"inputRequests":{"a":{"method":"roots/list"}},"inputRequests":{}}}';
      expect(judge(text, modern)).toMatchObject({ passed: failure(), broken: ['answer.request'] });
    });
  });
});

describe('an HTTP error', () => {
  const judged = (text: string, setting: Setting = {}): unknown => JSON.parse(makeJudge(setting).judgeError(text)) as unknown;
  it.each([
    '{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"Unsupported","data":{"supported":["2025-11-25"]}}}',
    '{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"Session not found"}}',
    '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Session not found"}}',
  ])('passes %s', (text) => {
    expect(makeJudge().judgeError(text)).toBe(text);
  });
  it.each([
    ['no JSON', '<html>'],
    ['another id', '{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":""}}'],
    ['a result', '{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}'],
    ['both', '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}'],
    ['no code', '{"jsonrpc":"2.0","id":1,"error":{"message":""}}'],
    ['two ids', '{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":""},"id":1}'],
  ])('with %s has another in its place', (_, text) => {
    expect(judged(text)).toEqual(failure());
  });
  it('without a request has an error without an id', () => {
    expect(judged('no', { ids: [] })).toEqual({ ...(failure() as object), id: undefined });
  });
});

it('fails what is still to be answered, once', () => {
  const one = makeJudge({ ids: [1, 'a'] });
  one.judge(JSON.stringify(response({}, 1)));
  expect(one.fail('answer.cut').map((text) => JSON.parse(text) as unknown)).toEqual([failure('a')]);
  expect(one.fail('answer.cut')).toEqual([]);
  expect([...one.broken]).toEqual(['answer.cut']);
});
