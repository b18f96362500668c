import type { ServerEntry } from '../core/policy/entries.ts';
import type { PolicySource, ServerSource } from './policy-source.ts';

/** What a server's entry says of its requests to clients: nothing when all are defaults. */
export function clientRequestRules(policy: PolicySource, server: ServerSource): Pick<ServerEntry, 'asks'> {
  const rules = { ...policy.client_requests, ...server.client_requests };
  const deny = (['sampling', 'elicitation', 'roots'] as const).filter((subject) => rules[subject] === 'deny');
  const hosts = (rules.url_hosts ?? []).map((host) => host.toLowerCase());
  if (deny.length + hosts.length === 0) return {};
  return { asks: { ...(deny.length > 0 && { deny }), ...(hosts.length > 0 && { hosts }) } };
}
