import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, type JsonText } from '../../../src/core/jsonrpc/parse.ts';

const encode = (text: string): JsonText => ({ text, bytes: new TextEncoder().encode(text), isPlain: false });

const ruleOf = (text: string): string | undefined => {
  const result = parseDocument(encode(text));
  return typeof result === 'string' ? result : undefined;
};

describe('the JSON gate', () => {
  it.each([
    ['a byte order mark the host let through', '\ufeff{}', 'json.syntax'],
    ['a raw NUL', '{"a":"\0"}', 'json.nul'],
    ['an escaped NUL in a value', '{"a":"\\u0000"}', 'json.nul'],
    ['an escaped NUL deep inside', '{"a":[[{"b":"x\\u0000"}]]}', 'json.nul'],
    ['an escaped NUL in a key', '{"a\\u0000":1}', 'json.key'],
    ['truncated text', '{"a":1', 'json.syntax'],
    ['trailing data', '{} {}', 'json.syntax'],
    ['a trailing comma', '{"a":1,}', 'json.syntax'],
    ['a comment', '{"a":1/**/}', 'json.syntax'],
    ['a single-quoted key', "{'a':1}", 'json.syntax'],
    ['NaN', '{"a":NaN}', 'json.syntax'],
    ['no document', '', 'json.syntax'],
    ['a bare string', '"tools/call"', 'rpc.shape'],
    ['null', 'null', 'rpc.shape'],
    ['a key twice', '{"method":"a","method":"b"}', 'json.duplicate-key'],
    ['a key twice with blanks before the colon', '{"method":"a","method" \t\n:"b"}', 'json.duplicate-key'],
    ['a key twice in a nested object', '{"a":{"b":1,"c":2,"b":3}}', 'json.duplicate-key'],
    ['a key twice, once escaped beyond ASCII', '{"\u00e9":1,"\\u00e9":2}', 'json.duplicate-key'],
    ['a key twice beside a value that begins with a colon', '{"x":":","a":1,"a":2}', 'json.duplicate-key'],
    ['a key twice beside a key that ends in a backslash', '{"x\\\\":":y","a":1,"a":2}', 'json.duplicate-key'],
    ['a key twice, the first ending in an escaped quote', '{"a\\"":1,"a\\"":2}', 'json.duplicate-key'],
    ['an ASCII letter of a key spelled as an escape', '{"na\\u006de":"x"}', 'json.key'],
    ['the same in upper case', '{"na\\u006De":"x"}', 'json.key'],
    ['__proto__', '{"__proto__":{"method":"x"}}', 'json.key'],
    ['a lone high surrogate', '{"a":"\\ud800"}', 'json.surrogate'],
    ['a lone low surrogate in a key', '{"\\udc00":1}', 'json.surrogate'],
    ['an integer beyond 2^53', '{"a":9007199254740993}', 'json.number'],
    ['an integer beyond 2^53 in an array', '{"a":[1,9007199254740993]}', 'json.number'],
    ['a number beyond a double', '{"a":1e400}', 'json.number'],
    ['a negative one', '{"a":-1e400}', 'json.number'],
  ])('refuses %s', (_name, text, rule) => {
    expect(ruleOf(text)).toBe(rule);
  });

  it.each([
    ['compact', '{"jsonrpc":"2.0","id":1,"method":"ping"}'],
    ['with white space', '{ "a" : 1 ,\n\t"b" : [ 1 , 2 ] }\r\n'],
    ['an array', '[{"a":1},{"a":1}]'],
    ['the same key in sibling objects', '{"a":{"x":1},"b":{"x":1}}'],
    ['JSON inside a string', '{"a":"{\\"x\\":1,\\"x\\":2}"}'],
    ['a value that begins with a colon', '{"a":": yes","b":":"}'],
    ['a key that ends in a backslash', '{"a\\\\":1,"b":2}'],
    ['a Windows path', '{"a":"C:\\\\users\\\\x"}'],
    ['non-ASCII keys as Python writes them', '{"\\u00e9t\\u00e9":"\\u00e9"}'],
    ['a surrogate pair as escapes', '{"a":"\\ud83d\\ude00"}'],
    ['emoji as they are', '{"a":"\u{1f600}"}'],
    ['an escaped backslash before u', '{"a\\\\u0041":1}'],
    ['numbers of all forms', '{"a":[0,-0,1.5,1e3,9007199254740991,-9007199254740991,1e-7]}'],
    ['constructor as a key', '{"constructor":1,"toString":2}'],
  ])('takes %s', (_name, text) => {
    expect(parseDocument(encode(text))).toMatchObject({ value: JSON.parse(text) as unknown });
  });

  it('refuses 10,000 levels without overflowing', () => {
    expect(['json.depth', 'json.syntax']).toContain(ruleOf('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)));
    expect(['json.depth', 'json.syntax']).toContain(ruleOf('['.repeat(10_000) + ']'.repeat(10_000)));
  });

  it('measures what limits are held against', () => {
    const text = '{"a":[[1,2,3],"four"],"longest key":{}}';
    expect(parseDocument(encode(text))).toMatchObject({ measure: { keys: 2, outermost: 2, depth: 3 } });
  });

  it('takes every document JSON.stringify writes, whatever its strings hold', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => s.isWellFormed() && !s.includes('\0') && s !== '__proto__');
    const key = text.filter((s) => !/[\0-\x1f\x7f]/.test(s));
    const { document } = fc.letrec((tie) => ({
      document: fc.oneof({ maxDepth: 4 }, fc.dictionary(key, tie('value'), { maxKeys: 5 }), fc.array(tie('value'), { maxLength: 4 })),
      value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, text, fc.integer(), fc.boolean(), fc.constant(null), tie('document')),
    }));
    fc.assert(
      fc.property(document, fc.integer({ min: 0, max: 2 }), (value, indent) => {
        const json = JSON.stringify(value, null, indent);
        expect(parseDocument(encode(json))).toMatchObject({ value: JSON.parse(json) as unknown });
      }),
      { numRuns: 500 },
    );
  });

  it('refuses every document with one member repeated, however strings around it look', () => {
    const odd = fc.constantFrom('a', ':', '":', '\\', '\\"', '":"', 'x\\', ' :', '{', '"');
    fc.assert(
      fc.property(fc.uniqueArray(odd, { minLength: 1, maxLength: 5 }), fc.array(odd, { minLength: 5, maxLength: 5 }), fc.nat(4), (keys, values, at) => {
        const members = keys.map((key, i) => `${JSON.stringify(key)}:${JSON.stringify(values[i])}`);
        const again = `${JSON.stringify(keys[at % keys.length])} :1`;
        expect(ruleOf(`{${members.join(',')}}`)).toBeUndefined();
        expect(ruleOf(`{${[...members, again].join(',')}}`)).toBe('json.duplicate-key');
      }),
      { numRuns: 500 },
    );
  });

  it('reads a body of sheer colons, and gives up on one of sheer quotes', () => {
    const colons = `{"a":"${':'.repeat(1_000_000)}"}`;
    const quotes = `{"a":"${'\\":'.repeat(400_000)}"}`;
    expect(ruleOf(colons)).toBeUndefined();
    expect(ruleOf(`{"a":"${':'.repeat(1_000_000)}","b":1,"b" :2}`)).toBe('json.duplicate-key');
    expect(ruleOf(quotes)).toBe('inspect.budget');
  });
});
