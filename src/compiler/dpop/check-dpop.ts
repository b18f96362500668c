import { readDuration } from '../duration.ts';
import type { PolicySource } from '../policy-source.ts';
import type { Report } from '../problem.ts';
import { dpopSchema } from './dpop-schema.ts';

/** Checks what the JSON Schema cannot say of proofs of possession. */
export function checkDpop({ identity = {}, servers }: PolicySource, report: Report): void {
  const { dpop, jwt, introspection } = identity;
  if (dpop === undefined) return;
  if (jwt === undefined && introspection === undefined) report({ severity: 'error', path: ['identity', 'dpop'], message: '`dpop` has no meaning without `jwt` or `introspection`', hint: 'remove it: it is tokens that are bound to keys' });
  if ((readDuration(dpop.window ?? dpopSchema.properties.window.default) ?? 0) > 300) report({ severity: 'error', path: ['identity', 'dpop', 'window'], message: '`window` is longer than 5 minutes', hint: 'set the clocks right: for so long each proof is remembered' });
  for (const [name, { resource }] of Object.entries(servers)) {
    if (resource === undefined) report({ severity: 'error', path: ['servers', name], message: '`identity.dpop` needs to know the public URL of this server, which proofs are made for', hint: 'add `resource: https://HOST/PATH`, as clients write it' });
  }
}
