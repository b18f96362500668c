import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Look } from '../../../src/core/policy/argument-value.ts';
import { checkArguments } from '../../../src/core/policy/arguments.ts';
import type { ArgumentEntry, PromptEntry, ToolEntry } from '../../../src/core/policy/entries.ts';
import { pathForm } from '../../../src/core/text/path.ts';

const limits = { string: 100, array: 5 };
const look = (inspect: Look['inspect']): Look => ({ inspect, pathForm });
const clean = look(() => undefined);

function tool(args?: Record<string, ArgumentEntry>, schema?: ToolEntry['schema']): ToolEntry {
  return { name: 't', roles: ' r ', ...(args && { args }), ...(schema !== undefined && { schema }) };
}

describe('the arguments of a tool', () => {
  it.each<[string, unknown, Record<string, ArgumentEntry>, string | undefined]>([
    ['may be what is listed', { a: 1 }, { a: {} }, undefined],
    ['may be left out', undefined, { a: {} }, undefined],
    ['must be an object', [1], {}, 'argument.type'],
    ['must not be text', 'x', {}, 'argument.type'],
    ['may not be others than listed', { a: 1, b: 1 }, { a: {} }, 'argument.unknown'],
    ['may not be names that objects inherit', { constructor: 'x' }, { a: {} }, 'argument.unknown'],
    ['may not be __proto__', JSON.parse('{"__proto__": "x"}'), { a: {} }, 'argument.unknown'],
    ['may be null when not', { a: null }, { a: { kind: 'path', within: ['/srv'] } }, undefined],
    ['may lie within their folder', { p: '/srv/data/a' }, { p: { kind: 'path', within: ['/srv/data'] } }, undefined],
    ['may not leave it', { p: '/srv/data/../a' }, { p: { kind: 'path', within: ['/srv/data'] } }, 'argument.within'],
    ['may not lie in a sibling of the same beginning', { p: '/srv/data2/a' }, { p: { kind: 'path', within: ['/srv/data'] } }, 'argument.within'],
    ['must lie within it each', { p: ['/srv/data/a', '/etc/x'] }, { p: { kind: 'path', within: ['/srv/data'] } }, 'argument.within'],
    ['cannot hide a path in an object', { p: { x: '/srv/data/a' } }, { p: { kind: 'path', within: ['/srv/data'] } }, 'argument.type'],
    ['cannot hide a path as a number', { p: 7 }, { p: { kind: 'path' } }, 'argument.type'],
    ['may lead to their hosts', { u: 'https://api.example.com/x' }, { u: { kind: 'url', hosts: ['api.example.com'] } }, undefined],
    ['may not lead to others', { u: 'https://api.example.com.evil.test/' }, { u: { kind: 'url', hosts: ['api.example.com'] } }, 'argument.hosts'],
    ['may be on their list', { e: 2 }, { e: { enum: [1, 2] } }, undefined],
    ['must be of the type listed', { e: '2' }, { e: { enum: [1, 2] } }, 'argument.enum'],
    ['must each be on it', { e: ['a', 'c'] }, { e: { enum: ['a', 'b'] } }, 'argument.enum'],
    ['may equal a listed object', { e: { b: 1, a: 2 } }, { e: { enum: [{ a: 2, b: 1 }] } }, undefined],
    ['must match their pattern', { q: 'ab1' }, { q: { pattern: '^[a-z]+$' } }, 'argument.pattern'],
    ['must be text for a pattern', { q: 5 }, { q: { pattern: '^5$' } }, 'argument.type'],
    ['may be as long as the limit', { q: 'x'.repeat(100) }, { q: {} }, undefined],
    ['may not be longer', { q: 'x'.repeat(101) }, { q: {} }, 'json.string'],
    ['may be longer where they may', { q: 'x'.repeat(150) }, { q: { string: 200 } }, undefined],
    ['may not have longer keys', { q: { ['k'.repeat(101)]: 1 } }, { q: {} }, 'json.string'],
    ['may not be larger lists', { q: [1, 2, 3, 4, 5, 6] }, { q: {} }, 'json.array'],
  ])('%s', (_, args, listed, rule) => {
    expect(checkArguments(args, tool(listed), limits, clean)).toBe(rule);
  });

  it('must be there, and more than null, when required', () => {
    const entry = { ...tool({ a: {} }), required: ['a'] };
    expect(checkArguments({ a: 'x' }, entry, limits, clean)).toBeUndefined();
    expect(checkArguments({}, entry, limits, clean)).toBe('argument.missing');
    expect(checkArguments({ a: null }, entry, limits, clean)).toBe('argument.missing');
  });

  describe('with inferred kinds', () => {
    const kinds = { p: 'path', q: 'sql' } as const;
    const looks = (args: unknown, entry: ToolEntry): readonly string[] => {
      const seen: string[] = [];
      expect(checkArguments(args, entry, limits, look((text, kind) => void seen.push(`${kind} ${text}`)))).toBeUndefined();
      return seen;
    };

    it('are inspected by them where none is listed, and the others as `any`, by their names too', () => {
      expect(looks({ p: '%2e', q: ['x', { y: 'z' }], o: ['w'] }, { ...tool(), kinds })).toEqual(['path %2e', 'sql x', 'sql y', 'sql z', 'any o', 'any w']);
    });

    it('are inspected by them where listed without a kind', () => {
      expect(looks({ p: '%2e', q: 'x', o: 'w' }, { ...tool({ p: {}, q: { kind: 'code' }, o: {} }), kinds })).toEqual(['path %2e', 'code x', 'any w']);
    });

    it.each<[string, string]>([['constructor', 'toString'], ['__proto__', 'p']])('have names of their own: %s', (name, other) => {
      const args = JSON.parse(`{"${name}": "x", "${other}": "y"}`) as unknown;
      expect(looks(args, { ...tool(), kinds: JSON.parse(`{"${other}": "id"}`) as NonNullable<ToolEntry['kinds']> })).toEqual([`any ${name}`, 'any x', 'id y']);
    });

    it('may be of any type: what else there is the pinned schema refuses', () => {
      expect(looks({ p: 7, q: null }, { ...tool(), kinds })).toEqual([]);
    });

    it.each<[string, unknown, string]>([
      ['as many', { p: 1, q: 1, a: 1, b: 1, c: 1, d: 1 }, 'json.array'],
      ['as large', { p: [1, 2, 3, 4, 5, 6] }, 'json.array'],
      ['as long', { p: 'x'.repeat(101) }, 'json.string'],
      ['as long by name', { ['k'.repeat(101)]: 1 }, 'json.string'],
    ])('may be %s as without', (_, args, rule) => {
      expect(checkArguments(args, tool(), limits, clean)).toBe(rule);
      expect(checkArguments(args, { ...tool(), kinds }, limits, clean)).toBe(rule);
    });

    it('have their findings told', () => {
      const found = look((_, kind) => (kind === 'sql' ? 'text.bidi' : undefined));
      expect(checkArguments({ p: 'x', q: 'y' }, { ...tool(), kinds }, limits, found)).toBe('text.bidi');
    });
  });

  it('are each inspected by their kind, names inside and all depths too', () => {
    const seen: string[] = [];
    const note = look((text, kind) => void seen.push(`${kind} ${text}`));
    checkArguments({ c: ['x'], f: { deep: ['y', { z: 'w' }] } }, tool({ c: { kind: 'code' }, f: {} }), limits, note);
    expect(seen).toEqual(['code x', 'any deep', 'any y', 'any z', 'any w']);
  });

  it('are inspected as any when none is listed, their names too', () => {
    const seen: string[] = [];
    const note = look((text, kind) => void seen.push(`${kind} ${text}`));
    expect(checkArguments({ a: 'x', n: 1 }, tool(), limits, note)).toBeUndefined();
    expect(seen).toEqual(['any a', 'any n', 'any x']);
  });

  it('are refused by the rule the inspection names', () => {
    expect(checkArguments({ a: ['ok', 'bad'] }, tool({ a: {} }), limits, look((text) => (text === 'bad' ? 'shell.injection' : undefined)))).toBe('shell.injection');
  });

  it('must satisfy the schema besides', () => {
    const entry = tool(undefined, { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false });
    expect(checkArguments({ a: 1 }, entry, limits, clean)).toBeUndefined();
    expect(checkArguments({ a: 'x' }, entry, limits, clean)).toBe('argument.schema');
    expect(checkArguments({ b: 1 }, entry, limits, clean)).toBe('argument.schema');
  });

  it('never make it throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        checkArguments(value, tool({ a: { kind: 'path', within: ['/srv'] }, b: { enum: [1] } }), limits, clean);
        checkArguments({ a: value, b: value }, tool({ a: { kind: 'url', hosts: ['h'] }, b: { pattern: '^x' } }), limits, clean);
      }),
    );
  });

  it('may not be nested without end', () => {
    let value: unknown = 'x';
    for (let depth = 0; depth < 5000; depth++) value = [value];
    expect(checkArguments({ a: value }, tool({ a: {} }), limits, clean)).toBe('json.depth');
  });
});

describe('the arguments of a prompt', () => {
  const prompt: PromptEntry = { name: 'p', roles: ' r ', kind: 'text' };

  it('are inspected as text', () => {
    const kinds = new Set<string>();
    checkArguments({ a: 'x' }, prompt, limits, look((_, kind) => void kinds.add(kind)));
    expect([...kinds]).toEqual(['text']);
  });

  it('must be strings', () => {
    expect(checkArguments({ a: 1 }, prompt, limits, clean)).toBe('argument.type');
    expect(checkArguments({ a: ['x'] }, { ...prompt, args: { a: {} } }, limits, clean)).toBe('argument.type');
  });
});
