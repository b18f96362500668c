import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasPlainKeys } from '../../../src/core/jsonrpc/plain-keys.ts';
import { parsePlainMessage } from '../../../src/core/jsonrpc/plain-message.ts';

/** A JSON value of which objects are lists of members, so that a key can stand twice. */
type Tree = { readonly members: readonly (readonly [string, Tree])[] } | { readonly items: readonly Tree[] } | { readonly leaf: string };

const key = fc.constantFrom('"a"', '"b"', '"id"', '"\\u0061"', '"\\u0062"', '"a\\"b"', '"a\\u0022b"', '"\\\\"', '":"', '"{"', '"ü"', '"\\u00fc"', '""');
const leaf = fc.constantFrom('1', 'null', '"a"', '"a\\":"', '"{\\"a\\":1,"', '"\\\\"', '"]"', '":"').map((text): Tree => ({ leaf: text }));
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }).map((members): Tree => ({ members })),
    fc.array(tie('tree'), { maxLength: 3 }).map((items): Tree => ({ items })),
  ),
}));

function write(value: Tree, blank: string): string {
  if ('leaf' in value) return value.leaf;
  if ('items' in value) return `[${value.items.map((item) => write(item, blank)).join(`${blank},`)}]`;
  return `{${value.members.map(([name, member]) => `${blank}${name}${blank}:${blank}${write(member, blank)}`).join(',')}${blank}}`;
}

/** Whether a key stands twice in an object this deep or less. */
function hasTwice(value: Tree, deepest: number): boolean {
  if (deepest === 0 || 'leaf' in value) return false;
  if ('items' in value) return value.items.some((item) => hasTwice(item, deepest - 1));
  const names = value.members.map(([name]) => JSON.parse(name) as string);
  return new Set(names).size < names.length || value.members.some(([, member]) => hasTwice(member, deepest - 1));
}

describe('keys are plain', () => {
  it('exactly where none stands twice, however it is spelled', () => {
    fc.assert(fc.property(tree, fc.constantFrom(1, 2, 3, Infinity), fc.constantFrom('', ' ', '\n\t'), (value, deepest, blank) => {
      const text = write(value, blank);
      expect(() => JSON.parse(text) as unknown).not.toThrow();
      expect(hasPlainKeys(text, deepest)).toBe(!hasTwice(value, deepest));
    }), { numRuns: 5000 });
  });
  it('nowhere in a text too long to be looked at', () => {
    expect(hasPlainKeys(`{"a":"${'x'.repeat(300_000)}"}`, 1)).toBe(false);
  });
});

describe('a message written plainly', () => {
  const short = fc.constantFrom('"jsonrpc":"2.0"', '"id":1', '"id":"a"', '"method":"x"', '"id": -5', '"jsonrpc" : "2.0"', '"\\u0069d":2');
  const shorts = fc.array(short, { maxLength: 3 });
  it('is what JSON.parse makes of it, and has no member twice', () => {
    fc.assert(fc.property(shorts, fc.constantFrom('result', 'params', 'error'), tree, shorts, fc.constantFrom('', ' ', '\n'), (before, name, long, after, blank) => {
      const text = `${blank}{${[...before, `"${name}":${blank}${write(long, blank)}`, ...after].join(`${blank},`)}${blank}}${blank}`;
      const message = parsePlainMessage(text);
      const names = [...before, ...after].map((member) => JSON.parse(member.slice(0, member.indexOf(':'))) as string);
      if (message === undefined) return;
      expect(new Set(names).size).toBe(names.length);
      expect(message).toEqual(JSON.parse(text));
    }), { numRuns: 5000 });
  });
  it.each([
    '{"jsonrpc":"2.0","id":1,"result":{"a":"},\\"id\\":2"}}',
    '{"result":{"a":{},"id":5},"jsonrpc":"2.0","id":6}',
    '{"result":{"a":"}"},"id":6,"jsonrpc":"2.0"}',
    '{ "jsonrpc": "2.0", "method": "x", "params": {} }',
  ])('%s is one', (text) => {
    expect(parsePlainMessage(text)).toEqual(JSON.parse(text));
  });
  it.each([
    '{"id":1,"result":{},"id":2}', '{"result":{},"result":{}}', '{"result":{}}{}', '{"result":{},"other":1}', '{"result":5}', '{"result":[]}', '{"result":{}', '{"result":{}}}',
    '{"result":{},"params":{}}', '[{"result":{}}]', '{"id":{},"result":{}}', '', '{}',
  ])('%s is none', (text) => {
    expect(parsePlainMessage(text)).toBeUndefined();
  });
});
