import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashKey, judgeKey, keyPattern, type KeyEntry, type KeyPorts } from '../../../src/core/identity/api-key.ts';
import { identify } from '../../../src/core/identity/identity.ts';
import type { IdentitySettings } from '../../../src/core/identity/settings.ts';

const secret = 'ab'.repeat(32);
const key = `pcl_0123456789ab_${secret}`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const who = identify('api_keys', 'reader', 'ci-bot');
const entry: KeyEntry = { who, salt: '01'.repeat(16), hash: digest(digest('01'.repeat(16) + key)), expires: 1_000 };
/** As nginx has it of a header. */
const shownIn = new RegExp(`^(?:bearer +)?(${keyPattern})$`, 'i');
const settings: IdentitySettings = { order: ['api_keys'], header: 'Authorization', lockout: { failures: 3, within: 1, for: 1 } };

interface Given {
  readonly now?: number;
  readonly counted?: Readonly<Record<string, number>>;
  readonly address?: string;
  readonly settings?: IdentitySettings;
}

/** The outcome, and all texts that were digested. */
function judge(sent: string, { now = 0, counted = {}, address = '192.0.2.1', settings: used = settings }: Given = {}) {
  const digested: string[] = [];
  const ports: KeyPorts = {
    findKey: (id) => (id === '0123456789ab' ? entry : undefined),
    digest: (text) => {
      digested.push(text);
      return digest(text);
    },
    failuresOf: (name) => counted[name] ?? 0,
  };
  return { caller: judgeKey(sent, shownIn.exec(sent)?.[1] ?? '', address, now, used, ports), digested };
}

it('knows whose key it is', () => {
  expect(judge(`Bearer ${key}`).caller).toBe(who);
  expect(judge(key, { settings: { ...settings, header: 'X-API-Key' } }).caller).toBe(who);
});

describe('time', () => {
  it.each([[999_999, undefined], [1_000_000, 'auth.expired']])('at %d ms', (now, rule) => {
    expect(judge(`Bearer ${key}`, { now }).caller).toMatchObject(rule === undefined ? { role: 'reader' } : { rule });
  });

  it('is not told to who has not the key', () => {
    expect(judge(`Bearer ${key.slice(0, -1)}0`, { now: 2_000_000 }).caller).toMatchObject({ rule: 'auth.invalid' });
  });

  it('as much is spent on a key that does not exist as on a wrong one', () => {
    const wrong = judge(`Bearer ${key.slice(0, -1)}0`);
    const unknown = judge(`Bearer ${key.replace('0123', '4567')}`);
    expect(unknown.caller).toMatchObject({ rule: 'auth.unknown' });
    expect(unknown.digested.map(({ length }) => length)).toEqual(wrong.digested.map(({ length }) => length));
  });

  it('of comparing says nothing of the key: what is compared are digests of digests', () => {
    expect(judge(`Bearer ${key}`).digested).toEqual([entry.salt + key, digest(entry.salt + key)]);
    expect(hashKey(entry.salt, key, { digest })).toBe(entry.hash);
  });
});

describe('blame', () => {
  it.each([
    ['Bearer nonsense', 'auth.malformed', ['address 192.0.2.1']],
    ['', 'auth.malformed', ['address 192.0.2.1']],
    ['Digest x', 'auth.scheme', ['address 192.0.2.1']],
    [`Bearer ${key.replace('0123', '4567')}`, 'auth.unknown', ['address 192.0.2.1']],
    [`Bearer ${key.slice(0, -1)}0`, 'auth.invalid', ['address 192.0.2.1', 'key 0123456789ab']],
  ])('%s', (sent, rule, blame) => {
    expect(judge(sent).caller).toEqual({ rule, blame });
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:'],
    ['2001:db8::1', '2001:db8:'],
    ['::1', '::1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['', ''],
  ])('falls for %j on %j', (address, network) => {
    expect(judge('Digest x', { address }).caller).toMatchObject({ blame: [network === '' ? '' : `address ${network}`] });
  });
});

describe('locks', () => {
  it.each([['address 192.0.2.1'], ['key 0123456789ab']])('hold for %s from so many failures on', (name) => {
    expect(judge(`Bearer ${key}`, { counted: { [name]: 2 } }).caller).toMatchObject({ role: 'reader' });
    expect(judge(`Bearer ${key}`, { counted: { [name]: 3 } })).toEqual({ caller: { rule: 'auth.locked', status: undefined }, digested: [] });
    expect(judge(`Bearer ${key}`, { counted: { [name]: 3 }, settings: { ...settings, lockout: { failures: 3, within: 1, for: 1, status: 421 } } }).caller).toEqual({ rule: 'auth.locked', status: 421 });
    expect(judge(`Bearer ${key}`, { counted: { [name]: 9 }, settings: { order: ['api_keys'], header: 'Authorization' } }).caller).toMatchObject({ role: 'reader' });
  });
});
