import { expect, it } from 'vitest';
import { joinCallers, nameAnonymous } from '../../../src/core/identity/caller.ts';
import { identify, type Caller } from '../../../src/core/identity/identity.ts';
import { ownerText } from '../../../src/core/identity/binding.ts';

const key: Caller = identify('api_keys', 'reader', 'ci-bot');
const header: Caller = { role: 'reader' };
const refused: Caller = { rule: 'auth.invalid' };

it.each([
  ['the second way alone', [undefined, header], header],
  ['the first way alone', [key, undefined], key],
  ['two that agree, the first', [key, header], key],
  ['two that agree in the other order', [header, key], header],
  ['two that do not agree', [key, { role: 'operator' }], { rule: 'auth.conflict' }],
  ['one that refuses, whatever the other says', [refused, header], refused],
  ['one that refuses, in the other order', [header, refused], refused],
  ['neither', [undefined, undefined], undefined],
] as const)('%s', (_, [first, next], caller) => {
  expect(joinCallers(first, next)).toEqual(caller);
});

it.each([['first', 0], ['last', 1]])('a token that comes %s binds to its scopes, whatever else there is', (_, at) => {
  const token: Caller = { ...identify('jwt', 'reader', 'ada'), scopes: ['a'], claims: { tenant: 't' } };
  for (const other of [key, header]) {
    const [first, next] = at === 0 ? [token, other] : [other, token];
    expect(joinCallers(first, next)).toEqual({ ...first, scopes: ['a'], claims: { tenant: 't' } });
  }
});

it('nobody is anonymous unless the policy says so', () => {
  expect(nameAnonymous('guest')).toMatchObject({ role: 'guest' });
  expect(nameAnonymous(undefined)).toEqual({ rule: 'auth.missing' });
});

it('what belongs to one belongs to nobody else of the role', () => {
  const anonymous = nameAnonymous('reader');
  const owners = [key, header, anonymous, identify('api_keys', 'reader', 'other'), identify('jwt', 'reader', 'ci-bot'), identify('api_keys', 'writer', 'ci-bot')].map((caller) => ownerText(caller as { role: string }));
  expect(new Set(owners).size).toBe(owners.length);
  expect(ownerText(header)).toBe('role reader');
});
