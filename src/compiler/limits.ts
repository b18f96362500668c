import type { ServerEntry } from '../core/policy/entries.ts';
import type { LimitsSource, PolicySource, ServerSource } from './policy-source.ts';
import { policySchema } from './policy-schema.ts';
import { readSize } from './size.ts';

const defaults = policySchema.properties.limits.properties;

/** The limits that hold on a server: its own, else the policy's, else the defaults. */
export function resolveLimits(policy: PolicySource, server: ServerSource): ServerEntry['limits'] {
  const pick = (key: keyof LimitsSource): number =>
    readSize(server.limits?.[key] ?? policy.limits?.[key] ?? defaults[key].default);
  return { body: pick('body'), depth: pick('depth'), string: pick('string'), array: pick('array') };
}
