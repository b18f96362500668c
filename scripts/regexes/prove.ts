import { checkSync } from 'recheck';
import type { Pattern } from './pattern.ts';

// The faster builds of the analysis are programs that not every machine can run. It reads this when it is called.
process.env['RECHECK_BACKEND'] = 'pure';

/** What an analysis of a pattern as an automaton says. */
export type Proof = { readonly is: 'linear' } | { readonly is: 'not linear'; readonly how: string } | { readonly is: 'unknown' };

/** Milliseconds an analysis may take: most take a few, and those that take more than this rarely end. */
const patience = 300;

/**
 * Proves that a pattern takes linear time, or that it does not. Look-arounds and back-references are beyond it: nothing is known
 * then, though a text may be found that takes long.
 */
export function prove({ source, flags }: Pattern): Proof {
  const anchored = flags.includes('y') ? `^(?:${source})` : source;
  const found = checkSync(anchored, flags.replace(/[dgy]/g, ''), { timeout: patience });
  if (found.status === 'vulnerable') return { is: 'not linear', how: found.complexity.summary };
  return found.status === 'safe' && found.checker === 'automaton' ? { is: 'linear' } : { is: 'unknown' };
}
