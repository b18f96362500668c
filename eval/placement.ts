import type { Kind } from '../src/core/policy/kind.ts';
import type { AttackClass, Sample } from './corpus.ts';

/** Who says what an argument is for: the policy, argument by argument, or nobody. */
export const policies = ['named', 'any'] as const;
export type PolicyName = (typeof policies)[number];

/** Where attacks of a class really sit. The same string in a `command` or `sql` argument is ordinary work. */
const attacked: { readonly [attack in AttackClass]?: readonly Kind[] } = {
  path: ['path'],
  ssrf: ['url'],
  shell: ['path', 'id', 'text'],
  sqli: ['id', 'text'],
};

/** The kinds of argument a sample is judged in under a policy; each counts by itself. */
export function placesOf(sample: Sample, policy: PolicyName): readonly Kind[] {
  if (policy === 'any') return ['any'];
  return sample.class === 'none' ? [sample.kind] : (attacked[sample.class] ?? [sample.kind]);
}
