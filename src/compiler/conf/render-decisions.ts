import { decisionsOf } from '../external.ts';
import type { PolicySource } from '../policy-source.ts';

/** Renders where decisions are kept, for policies that keep any. When it is full those go first whose time is over first. */
export function renderDecisions(policy: PolicySource): readonly string[] {
  const isUsed = Object.values(policy.servers).some((server) => decisionsOf(policy, server)?.cache !== undefined);
  return isUsed ? ['# What the external decision point said.', 'js_shared_dict_zone zone=portcullis_decided:1m timeout=99m evict;', ''] : [];
}
