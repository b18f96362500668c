import type { Rule } from '../rules.ts';
import { isCommandLine, longestLine } from './command-line.ts';
import type { Inspector } from './rule.ts';
import { noLongerThan } from './shell-length.ts';

/** How a text begins that may be a whole command line: {@link isCommandLine} says whether it is. */
const beginning = String.raw`[\s\x60({!$#>'"\\]*[\w.:/~\[]`;
/** What no quiet prose has (quiet-prose.ts), and every command that is looked for in arguments nothing is known about. */
const loud = /[/\\|&<=~`]|\$[^\d ]| \.[a-z]\w/i;
/** What short texts may have instead, which nothing vouches for as prose: an option. */
const option = / -\w/;
const shortText = 255;
/** Inspectors get no longer text: what is longer comes in pieces (long-text.ts). */
const longestText = 4096;

/**
 * The two inspectors of a rule about what a command does: one for arguments that hold commands, one for arguments
 * nothing is known about, which counts only where the whole text is a command line. `signs` must be in every text
 * that `finds` finds something in; it is the trigger, so it keeps to what PCRE and JavaScript read alike. PCRE counts bytes,
 * up to three for a code unit.
 */
export function inspectCommands(rule: Rule, signs: RegExp, finds: (text: string) => boolean): readonly Inspector[] {
  const hasSigns = (text: string): boolean => signs.test(text) && finds(text);
  return [
    { rule, kinds: ['command'], trigger: `(?:${signs.source})`, finds: ({ text }) => hasSigns(text.slice(0, longestText)) },
    {
      rule,
      kinds: ['any'],
      trigger: `^(?!.{${3 * longestLine + 1}})(?=${beginning})(?:(?=.*(?:${loud.source}))|${noLongerThan(shortText)}(?=.*${option.source}))(?=.*(?:${signs.source}))`,
      finds: ({ text }) => (loud.test(text) || (text.length <= shortText && option.test(text))) && isCommandLine(text) && hasSigns(text),
    },
  ];
}
