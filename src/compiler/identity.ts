import { methods, type Method } from '../core/identity/identity.ts';
import { keyHeaders, type IdentitySettings, type Lockout } from '../core/identity/settings.ts';
import { readDuration } from './duration.ts';
import { summarizeNames } from './identity-entries.ts';
import { identitySchema } from './identity-schema.ts';
import type { IdentitySource } from './policy-source.ts';

const { api_keys: keysSchema, lockout: lockoutSchema } = identitySchema.properties;

/** The ways to know a caller that a policy uses, in their usual order. */
export function methodsOf(identity: IdentitySource): readonly Method[] {
  const isUsed: Readonly<Partial<Record<Method, boolean>>> = {
    jwt: (identity.jwt ?? identity.introspection) !== undefined,
    role_header: (identity.trusted_hops ?? []).length > 0,
  };
  return methods.filter((method) => isUsed[method] ?? (method in identity));
}

/** The header that keys come in; the two that have names of ours, in our spelling. */
export function keyHeaderOf({ header = keysSchema.properties.header.default }: NonNullable<IdentitySource['api_keys']>): string {
  return keyHeaders.find((known) => known.toLowerCase() === header.toLowerCase()) ?? header;
}

/** What the gateway is to know of it; undefined where callers are known by the role header alone. `stamp` stands for all that is said of tokens. */
export function resolveIdentity(identity: IdentitySource = {}, stamp = ''): IdentitySettings | undefined {
  const { api_keys: keys, dpop, anonymous, order = methodsOf(identity) } = identity;
  const jwt = identity.jwt ?? identity.introspection;
  if (anonymous === undefined && !methodsOf(identity).some((method) => method !== 'role_header')) return undefined;
  return {
    order,
    ...(keys && { header: keyHeaderOf(keys) }),
    ...(jwt && { jwt: { stamp, ...(dpop && { dpop: dpop.required === true ? ('required' as const) : ('allowed' as const) }) } }),
    ...((keys ?? jwt) && resolveLockout(identity.lockout)),
    ...(identity.mtls && { mtls: summarizeNames(identity.mtls.names) }),
    ...(anonymous !== undefined && { anonymous }),
  };
}

/** The file of keys, from the folder of the policy. */
export function keyFileOf({ api_keys: keys }: IdentitySource = {}): string | undefined {
  return keys && (keys.file ?? keysSchema.properties.file.default);
}

function resolveLockout(lockout: IdentitySource['lockout'] = {}): { readonly lockout?: Lockout } {
  const standard = lockoutSchema.properties;
  const { failures = standard.failures.default, within = standard.within.default, for: time = standard.for.default, status = standard.status.default } = lockout;
  if (failures === 0) return {};
  return { lockout: { failures, within: milliseconds(within), for: milliseconds(time), ...(status !== standard.status.default && { status }) } };
}

function milliseconds(time: string): number {
  return (readDuration(time) ?? 0) * 1000;
}
