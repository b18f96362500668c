import { expect, it } from 'vitest';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import { makeSigner } from '../../support/jwt.ts';

const keySet = JSON.stringify({ keys: [makeSigner('ES256').jwk] });
const issuer = (name: string, keys: string): string => `{ issuer: "https://${name}.example", audiences: [a], ${keys} }`;
const introspection = (secret: string): string => `introspection: { url: "https://c.example/introspect", issuer: "https://c.example", audiences: [a], client_id: gate, ${secret} }`;

function describe(identity: string, more = '') {
  const { description, problems } = compilePolicy(`version: 1\nidentity: { ${identity} }\n${more}\nroles: { reader: {} }\nservers:\n  s: { upstream: up, tools: { t: { roles: [reader] } } }\n  other: { upstream: up, path: /other, decisions: off, tools: { t: { roles: [reader] } } }\n`, 'p.yaml', { read: () => keySet });
  if (description === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return description;
}

it.each([
  ['anonymous: reader', undefined],
  [`jwt: [${issuer('a', 'keys_file: k.json')}]`, undefined],
  [`jwt: [${issuer('a', 'jwks: "https://a.example/keys"')}, ${issuer('b', 'keys_file: k.json')}]`, { urls: ['https://a.example/keys'] }],
  [introspection('client_secret_env: SECRET'), { urls: ['https://c.example/introspect'], secret: { env: 'SECRET' } }],
  [`jwt: [${issuer('a', 'jwks: "https://a.example/keys"')}], ${introspection('client_secret_file: /secret')}`, { urls: ['https://a.example/keys', 'https://c.example/introspect'], secret: { file: '/secret' } }],
])('%s: what is fetched while nginx runs is described', (identity, fetches) => {
  expect(describe(identity).fetches).toEqual(fetches);
});

it('the location of a decision point is described for the servers that have one', () => {
  const locations = (more: string) => describe('anonymous: reader', more).servers.map(({ decisions }) => decisions);
  expect(locations('decisions: { type: opa, location: /opa }')).toEqual(['/opa', undefined]);
  expect(locations('decisions: { type: authzen }')).toEqual(['/portcullis_decision', undefined]);
  expect(locations('')).toEqual([undefined, undefined]);
});
