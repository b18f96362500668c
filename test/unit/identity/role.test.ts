import { expect, it } from 'vitest';
import { readRole } from '../../../src/core/identity/role.ts';

it('believes one role from a trusted hop', () => {
  expect(readRole({ trusted: 'reader', sent: 'reader' })).toEqual({ role: 'reader' });
});
it.each([
  ['', '', 'role.missing'],
  ['', 'admin', 'role.untrusted'],
  ['reader, admin', 'reader, admin', 'role.repeated'],
  ['reader,admin', 'reader,admin', 'role.repeated'],
  ['reader admin', 'reader admin', 'role.repeated'],
  ['r\u00e9ader', 'r\u00e9ader', 'role.unknown'],
  ['a'.repeat(65), 'a'.repeat(65), 'role.unknown'],
])('refuses trusted %j, sent %j', (trusted, sent, rule) => {
  expect(readRole({ trusted, sent })).toBe(rule);
});
