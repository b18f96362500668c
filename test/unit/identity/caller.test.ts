import { expect, it } from 'vitest';
import { chooseCaller } from '../../../src/core/identity/caller.ts';
import { identify, type Caller } from '../../../src/core/identity/identity.ts';
import { ownerText } from '../../../src/core/identity/binding.ts';

const key: Caller = identify('api_keys', 'reader', 'ci-bot');
const header: Caller = { role: 'reader' };
const refused: Caller = { rule: 'auth.invalid' };

it.each([
  ['one way', [undefined, header], header],
  ['two that agree, the first', [key, header], key],
  ['two that agree in the other order', [header, key], header],
  ['two that do not agree', [key, { role: 'operator' }], { rule: 'auth.conflict' }],
  ['one that refuses, whatever the other says', [refused, header], refused],
  ['one that refuses, in the other order', [header, refused], refused],
  ['none', [undefined, undefined], { rule: 'auth.missing' }],
  ['no way at all', [], { rule: 'auth.missing' }],
] as const)('%s', (_, found, caller) => {
  expect(chooseCaller(found, undefined)).toEqual(caller);
});

it('nobody is anonymous where the policy says so, but nobody who failed', () => {
  expect(chooseCaller([undefined], 'guest')).toMatchObject({ role: 'guest' });
  expect(chooseCaller([refused], 'guest')).toBe(refused);
  expect(chooseCaller([key], 'guest')).toBe(key);
});

it('what belongs to one belongs to nobody else of the role', () => {
  const anonymous = chooseCaller([], 'reader');
  const owners = [key, header, anonymous, identify('api_keys', 'reader', 'other'), identify('jwt', 'reader', 'ci-bot'), identify('api_keys', 'writer', 'ci-bot')].map((caller) => ownerText(caller as { role: string }));
  expect(new Set(owners).size).toBe(owners.length);
  expect(ownerText(header)).toBe('role reader');
});
