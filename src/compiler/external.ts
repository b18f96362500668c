import type { ExternalSettings, ToolEntry } from '../core/policy/entries.ts';
import { readDuration } from './duration.ts';
import { decisionsSchema } from './external-schema.ts';
import type { DecisionsSource, PolicySource, ServerSource, ToolSource } from './policy-source.ts';

const { location: { default: usualLocation }, timeout: { default: usualTimeout } } = decisionsSchema.properties;

/** Who is asked about what a policy allows on a server, as written; undefined: nobody. */
export function decisionsOf({ decisions: common }: PolicySource, { decisions = common }: ServerSource): Exclude<DecisionsSource, 'off'> | undefined {
  return decisions === 'off' ? undefined : decisions;
}

/** What a server's entry says of it. */
export function resolveExternal(policy: PolicySource, server: ServerSource): { readonly external?: ExternalSettings } {
  const decisions = decisionsOf(policy, server);
  if (decisions === undefined) return {};
  const { type, location = usualLocation, timeout = usualTimeout, cache } = decisions;
  return { external: { type, location, timeout: milliseconds(timeout), ...(cache !== undefined && { cache: milliseconds(cache) }) } };
}

/** What a tool's or prompt's entry says of it. */
export function sentArguments(policy: PolicySource, server: ServerSource, { decisions }: Pick<ToolSource, 'decisions'>): Pick<ToolEntry, 'sends'> {
  return decisionsOf(policy, server) === undefined ? {} : { sends: decisions?.arguments ?? [] };
}

function milliseconds(time: string): number {
  return time.endsWith('ms') ? Number(time.slice(0, -2)) : (readDuration(time) ?? 0) * 1000;
}
