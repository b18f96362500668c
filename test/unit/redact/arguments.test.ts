import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactArguments } from '../../../src/core/redact/arguments.ts';

const hidden = '[redacted]';
const log = (value: unknown): string => redactArguments(value, 2000);

describe('redactArguments', () => {
  it('leaves ordinary arguments as JSON', () => {
    const value = { path: '/srv/data/report 2024.txt', count: 3, deep: { list: [true, null, 'Ünï "q"\n'] } };
    expect(JSON.parse(log(value))).toEqual(value);
  });

  it.each(['password', 'apiKey', 'X-Api-Key', 'access_token', 'clientSecret', 'Authorization', 'cookie', 'sessionId', 'PIN', 'user_pin', 'credentials'])(
    'hides what is under the key %s, whatever it is',
    (key) => {
      expect(JSON.parse(log({ [key]: 'plain' }))).toEqual({ [key]: hidden });
      expect(JSON.parse(log({ a: [{ [key]: { deep: 1234 } }] }))).toEqual({ a: [{ [key]: hidden }] });
    },
  );

  it.each(['keyword', 'shipping', 'opinion', 'author', 'keyboard'])('shows what is under the ordinary key %s', (key) => {
    expect(JSON.parse(log({ [key]: 'plain' }))).toEqual({ [key]: 'plain' });
  });

  it.each([
    ['an e-mail address', 'write to ann.lee+x@mail.example.org today', `write to ${hidden} today`],
    ['a card number', 'card 4242 4242 4242 4242 please', `card ${hidden} please`],
    ['a bearer token', 'header Bearer abc.def-123 end', `header ${hidden} end`],
    ['a password in a URL', 'postgres://app:s3cr3t@db/x', `postgres://${hidden}@db/x`],
    ['an assignment', 'set password=hunter2 now', `set password=${hidden} now`],
  ])('masks %s and keeps the rest', (_name, text, masked) => {
    expect(JSON.parse(log(text))).toBe(masked);
  });

  it('keeps digits that are no card, UUIDs and long names', () => {
    const text = 'order 1234 5678 9012 3456 of 6f9619ff-8b86-4011-b42d-00cf4fc964ff in getUserAccountDetails';
    expect(JSON.parse(log(text))).toBe(text);
  });

  it('hides a card given as a number and secrets used as keys', () => {
    expect(log([4242424242424242])).toBe(`["${hidden}"]`);
    expect(log({ 'ann@example.org': 1 })).not.toContain('ann@');
  });

  it('writes no control, bidirectional or invisible character raw', () => {
    expect(log('a\u0000\u001b[31m\u0085\u2028\u202e\u200bz')).toMatch(/^[\x20-\x7e]*$/);
  });

  it('cuts long strings and the whole, and marks both', () => {
    expect(log('word '.repeat(100))).toMatch(/^"[a-z ]{100,120}…"$/);
    const cut = redactArguments(Array.from({ length: 5000 }, () => 'word'), 300);
    expect(cut).toHaveLength(300);
    expect(cut.endsWith('…[cut]')).toBe(true);
  });

  it('survives nesting far beyond its depth', () => {
    let value: unknown = 'x';
    for (let level = 0; level < 5000; level++) value = [value];
    expect(JSON.parse(log(value))).toBeInstanceOf(Array);
  });

  it('shows no part of a secret that the cut splits, wherever it stands', () => {
    const secret = 'ghp_' + 'aB3dE6gH9k'.repeat(4).slice(0, 36);
    for (let before = 0; before < 200; before++) {
      expect(log(`${'a word '.repeat(40).slice(0, before)} ${secret} end`)).not.toContain(secret.slice(0, 9));
      expect(log(`${'a word '.repeat(40).slice(0, before)} 4242 4242 4242 4242 end`)).not.toContain('4242');
    }
  });
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const random = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet.split(/(?=.)/)), { minLength: length, maxLength: length }).map((units) => units.join(''));
const secrets = fc.oneof(
  fc.tuple(fc.constantFrom('AKIA', 'ghp_', 'github_pat_', 'sk_live_', 'glpat-', 'xoxb-', 'AIza'), random(30)).map(([head, tail]) => head + tail),
  fc.tuple(random(30), random(60), random(40)).map(([head, body, tail]) => `eyJ${head}.eyJ${body}.${tail}`),
  random(12).map((token) => `Bearer ${token}`),
  random(20).map((body) => `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`),
);

it('never shows a generated secret, wherever it stands in the arguments', () => {
  fc.assert(
    fc.property(secrets, fc.string({ maxLength: 150 }), fc.string({ maxLength: 20 }), fc.boolean(), (secret, before, after, list) => {
      const text = `${before} ${secret} ${after}`;
      const shown = log(list ? [[text]] : { note: text, deep: { note: text } });
      const heart = secret.replace(/^(?:Bearer |-----BEGIN PRIVATE KEY-----\n)/, '').slice(4, 12);
      expect(shown.includes(heart) && !before.includes(heart) && !after.includes(heart)).toBe(false);
    }),
    { numRuns: 500 },
  );
});
