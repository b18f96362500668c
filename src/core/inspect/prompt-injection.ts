import { hiddenTrigger, hidesInstructions } from './prompt-hidden.ts';
import { addressesModel, phraseNonAscii, phraseTriggers } from './prompt-phrases.ts';
import type { Inspector } from './rule.ts';
import type { Trigger } from './trigger.ts';

/*
 * Hints of prompt injection: what only a model would obey. Words are no proof, and a filter of words is no defence, so
 * these say so in the log and leave the message alone, unless the policy decides otherwise.
 */

/** How much of a long text's beginning and end is read, in UTF-16 code units. */
const longestEnd = 32_768;

function endsOf(text: string): string {
  return text.length > 2 * longestEnd ? `${text.slice(0, longestEnd)}\n${text.slice(-longestEnd)}` : text;
}

/** Finds phrases that turn a model against those it works for. */
export const promptOverride: Inspector = {
  rule: 'prompt.override',
  kinds: ['text', 'any'],
  mode: 'alert',
  aside: 'phrases',
  finds: ({ text }) => addressesModel(endsOf(text)),
};

/** Necessary for {@link promptOverride}. */
export const promptOverrideTrigger = (): Trigger => ({ source: phraseTriggers().join('|'), nonAscii: phraseNonAscii });

/** Finds back-ticks by the dozen, which are to end whatever block a prompt puts around a text. */
export const promptFlood: Inspector = {
  rule: 'prompt.flood',
  kinds: ['text', 'any'],
  mode: 'alert',
  aside: 'phrases',
  finds: ({ text }) => text.includes('`'.repeat(12)),
};

/** Necessary for {@link promptFlood}. */
export const promptFloodTrigger = (): Trigger => ({ source: '`{12}' });

/** Finds instructions in what people do not see of a text. */
export const promptHidden: Inspector = {
  rule: 'prompt.hidden',
  kinds: ['text', 'any'],
  mode: 'alert',
  aside: 'phrases',
  finds: ({ text }) => hidesInstructions(endsOf(text)),
};

/** Necessary for {@link promptHidden}. */
export const promptHiddenTrigger = (): Trigger => ({ source: hiddenTrigger() });
