import { readDuration } from '../duration.ts';
import { checkClaims, checkRoles, keyAddress } from '../jwt/check-issuers.ts';
import type { IdentitySource } from '../policy-source.ts';
import type { Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { introspectionSchema } from './introspection-schema.ts';

const standard = introspectionSchema.properties;

/** Checks what the JSON Schema cannot say of the server that is asked about tokens. */
export function checkIntrospection({ introspection }: IdentitySource, roles: RoleGraph, report: Report): void {
  if (introspection === undefined) return;
  const { url, client_secret_file: file, client_secret_env: env, skew = standard.skew.default, cache = standard.cache.default } = introspection;
  const path = ['identity', 'introspection'];
  const fail = (key: string, message: string, hint: string): void => { report({ severity: 'error', path: [...path, key], message, hint }); };
  if (!keyAddress.test(url)) fail('url', 'tokens are asked about over https, or http on this machine', 'write `https://HOST/PATH`: the question has the token in it, and the secret');
  if ((file === undefined) === (env === undefined)) {
    report({ severity: 'error', path, message: file === undefined ? 'nothing says where the secret of this client is' : 'the secret is to come from a file and from the environment', hint: 'give `client_secret_file` or `client_secret_env`' });
  }
  if ((readDuration(skew) ?? 0) > 300) fail('skew', '`skew` is longer than 5 minutes', 'set the clocks right: for so long each token lives on');
  const kept = readDuration(cache) ?? 0;
  if (kept < 1 || kept > 600) fail('cache', '`cache` is not from 1 second to 10 minutes', 'for so long a token lives on after it was revoked');
  checkClaims(introspection, path, report);
  checkRoles(introspection, path, roles, report);
}
