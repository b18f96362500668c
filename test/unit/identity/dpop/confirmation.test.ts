import { expect, it } from 'vitest';
import { readConfirmation } from '../../../../src/core/identity/dpop/confirmation.ts';

const print = 'A'.repeat(43);

it.each<[string, object, unknown]>([
  ['nothing', {}, undefined],
  ['a key', { cnf: { jkt: print } }, { jkt: print }],
  ['a certificate', { cnf: { 'x5t#S256': print } }, { x5t: print }],
  ['both', { cnf: { jkt: print, 'x5t#S256': print } }, { jkt: print, x5t: print }],
  ['a member nobody here can check', { cnf: { jwk: {} } }, 'jwt.claims'],
  ['one beside a key', { cnf: { jkt: print, kid: 'x' } }, 'jwt.claims'],
  ['a property of objects', { cnf: { constructor: print } }, 'jwt.claims'],
  ['nothing in it', { cnf: {} }, 'jwt.claims'],
  ['null', { cnf: null }, 'jwt.claims'],
  ['an array', { cnf: [print] }, 'jwt.claims'],
  ['a text', { cnf: print }, 'jwt.claims'],
  ['a thumbprint of another length', { cnf: { jkt: `${print}A` } }, 'jwt.claims'],
  ['a thumbprint of another type', { cnf: { jkt: [print] } }, 'jwt.claims'],
  ['an empty thumbprint', { cnf: { jkt: '' } }, 'jwt.claims'],
])('a token bound to %s', (_, claims, expected) => {
  expect(readConfirmation(claims as never)).toEqual(expected);
});
