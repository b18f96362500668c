import type { Kind } from '../policy/kind.ts';
import type { Suspicion } from '../ports.ts';
import type { RuleMode } from '../rule-mode.ts';
import type { Rule } from '../rules.ts';
import type { Subject } from './subject.ts';

/**
 * One detection rule. Pure and linear in the text's length.
 */
export interface Inspector {
  readonly rule: Rule;
  /** The argument kinds it runs for. */
  readonly kinds: readonly Kind[];
  /** What is done about a finding where the policy does not say; absent: `deny`. */
  readonly mode?: Exclude<RuleMode, 'deny'>;
  /**
   * It reads the text as a whole, of any length, and bounds its own work. So it is looked for aside from the others: what it
   * looks for may stand in an ordinary text from end to end (joiners, Cyrillic, words of SQL), and neither counts towards what is
   * refused for being too suspicious to be read in time, nor sees a text cut up. Those of one name are suspected together.
   */
  readonly aside?: Exclude<Suspicion, 'odd'>;
  /** Whether the text is an attack of this rule. */
  readonly finds: (subject: Subject) => boolean;
}
