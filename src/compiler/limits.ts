import type { Limits } from '../core/jsonrpc/limits.ts';
import { defaultLimits, defaultResponseLimit } from '../core/policy/entries.ts';
import type { PolicySource, ServerSource } from './policy-source.ts';
import { readSize } from './size.ts';

/** The limits that hold on a server: its own, else the policy's, else the defaults. */
export function resolveLimits(policy: PolicySource, server: ServerSource): Limits {
  const pick = (key: keyof Limits): number => {
    const size = server.limits?.[key] ?? policy.limits?.[key];
    return size === undefined ? defaultLimits[key] : readSize(size);
  };
  return { body: pick('body'), depth: pick('depth'), string: pick('string'), array: pick('array') };
}

/** What an entry says of its limits: nothing when all are defaults. */
export function compactLimits(limits: Limits): { readonly limits?: Limits } {
  const keys = ['body', 'depth', 'string', 'array'] as const;
  return keys.every((key) => limits[key] === defaultLimits[key]) ? {} : { limits };
}

/** What a server's entry says of its longest answer: nothing when it is the default. */
export function responseLimit(policy: PolicySource, server: ServerSource): { readonly response?: number } {
  const size = server.limits?.response ?? policy.limits?.response;
  const response = size === undefined ? defaultResponseLimit : readSize(size);
  return response === defaultResponseLimit ? {} : { response };
}
