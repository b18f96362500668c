import { checkDpop } from '../dpop/check-dpop.ts';
import { identitySchema } from '../identity-schema.ts';
import { keyHeaderOf, methodsOf } from '../identity.ts';
import { checkIntrospection } from '../introspection/check-introspection.ts';
import { checkIssuers } from '../jwt/check-issuers.ts';
import type { IdentitySource, PolicySource } from '../policy-source.ts';
import type { Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { checkCallers } from './check-callers.ts';
import { hintAt } from '../suggest.ts';

/** Headers of HTTP and MCP, of this gateway and of proxies, which cannot be taken off. */
const otherUse = /^(?:accept(?:-.*)?|cache-control|connection|content-.*|cookie|date|dpop|expect|forwarded|from|host|if-.*|keep-alive|last-event-id|mcp-.*|origin|pragma|proxy-.*|range|referer|sec-.*|te|trailer|transfer-encoding|upgrade|user-agent|via|x-forwarded-.*|x-real-ip|x-request-id)$/i;

/** Checks that somebody can be known at all, and that what is said of it goes together. */
export function checkIdentity(policy: PolicySource, roles: RoleGraph, report: Report): void {
  const { identity = {} } = policy;
  const { api_keys: keys, anonymous, lockout, role_header: roleHeader = identitySchema.properties.role_header.default } = identity;
  const used = methodsOf(identity);
  const jwt = identity.jwt ?? identity.introspection;
  if (used.length === 0 && anonymous === undefined) {
    const message = 'no hop is trusted and there are no keys, so no request has a role and all are denied';
    report({ severity: 'warning', path: ['identity'], message, hint: 'name the proxies that set the role header in `identity.trusted_hops`, or make keys: docs/identity.md' });
  }
  if (anonymous !== undefined && !roles.names.includes(anonymous)) {
    report({ severity: 'error', path: ['identity', 'anonymous'], message: `there is no role \`${anonymous}\``, hint: hintAt(anonymous, roles.names, 'roles') });
  }
  if (lockout !== undefined && keys === undefined && jwt === undefined) {
    report({ severity: 'error', path: ['identity', 'lockout'], message: '`lockout` has no meaning without `api_keys` or `jwt`', hint: 'remove it: a role header cannot be guessed' });
  }
  const header = keyHeaderOf(keys ?? {});
  if (otherUse.test(header)) report({ severity: 'error', path: ['identity', 'api_keys', 'header'], message: `\`${header}\` has a meaning of its own`, hint: 'choose a header that nothing else is sent in, such as `X-API-Key`' });
  if (keys !== undefined && header.toLowerCase() === roleHeader.toLowerCase()) {
    report({ severity: 'error', path: ['identity', 'role_header'], message: `\`${roleHeader}\` carries keys, so it cannot carry roles`, hint: 'choose another header for one of them' });
  }
  if (jwt !== undefined && roleHeader.toLowerCase() === 'authorization') {
    report({ severity: 'error', path: ['identity', 'role_header'], message: `\`${roleHeader}\` carries tokens, so it cannot carry roles`, hint: 'choose another header' });
  }
  checkIssuers(identity.jwt ?? [], roles, report);
  checkIntrospection(identity, roles, report);
  checkDpop(policy, report);
  if (identity.basic !== undefined && (jwt !== undefined || (keys !== undefined && header === 'Authorization'))) {
    report({ severity: 'error', path: ['identity', 'basic'], message: `\`Authorization\` carries ${jwt === undefined ? 'keys' : 'tokens'}, so it cannot carry passwords`, hint: jwt === undefined ? 'take keys from another header: `api_keys: { header: X-API-Key }`' : 'remove one of both' });
  }
  checkCallers(identity, roles, report);
  checkOrder(identity, used, report);
}

function checkOrder({ order }: IdentitySource, used: readonly string[], report: Report): void {
  if (order === undefined) return;
  for (const [index, method] of order.entries()) {
    if (used.includes(method)) continue;
    report({ severity: 'error', path: ['identity', 'order', index], message: `\`${method}\` is not in use`, hint: method === 'role_header' ? 'name `trusted_hops`, or leave it out' : `add \`${method}\`, or leave it out` });
  }
  const missing = used.filter((method) => !order.some((named) => named === method));
  if (missing.length > 0) report({ severity: 'error', path: ['identity', 'order'], message: `\`order\` does not name \`${missing.join('`, `')}\``, hint: 'name all that are in use' });
}
