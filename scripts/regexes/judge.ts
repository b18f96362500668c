import { boundOf } from './allowed.ts';
import { findGrowth } from './measure.ts';
import type { Pattern } from './pattern.ts';
import { prove } from './prove.ts';

/** How it is known what time a pattern takes. */
export type Judgement =
  | { readonly is: 'proven' | 'measured' }
  | { readonly is: 'allowed'; readonly bound: string }
  | { readonly is: 'a problem'; readonly why: string };

/** Whether a pattern takes linear time: proven, or else no text made for it shows otherwise, or else a bound is named. */
export function judge(pattern: Pattern): Judgement {
  const proof = prove(pattern);
  if (proof.is === 'linear') return { is: 'proven' };
  const growth = proof.is === 'not linear' ? proof.how : findGrowth(pattern);
  if (growth === undefined) return { is: 'measured' };
  const bound = boundOf(pattern);
  return bound === undefined ? { is: 'a problem', why: growth } : { is: 'allowed', bound };
}
