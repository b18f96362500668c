import type { Rule } from '../rules.ts';
import { isCommandLine, longestLine } from './command-line.ts';
import type { CommandReading } from './command-reading.ts';
import { spliceSigns } from './command-splices.ts';
import type { Inspector } from './rule.ts';
import { noLongerThan } from './shell-length.ts';
import type { Trigger } from './trigger.ts';

/** What no quiet prose has (quiet-prose.ts), and every command that is looked for in arguments nothing is known about. */
const loud = /[/\\|&<=~`]|\$[^\d ]| \.[a-z]\w/i;
/** What short texts may have instead, which nothing vouches for as prose: an option. */
const option = / -\w/;
const shortText = 255;

/**
 * The two inspectors of a rule about what a command does: one for arguments that hold commands, one for arguments
 * nothing is known about, which counts only where the whole text is a command line.
 */
export function inspectCommands(rule: Rule, finds: (reading: CommandReading) => boolean): readonly [Inspector, Inspector] {
  return [
    { rule, kinds: ['command'], finds: ({ commands }) => commands.some(finds) },
    {
      rule,
      kinds: ['any'],
      finds: ({ text, commands }) => (loud.test(text) || (text.length <= shortText && option.test(text))) && isCommandLine(text) && commands.some(finds),
    },
  ];
}

/**
 * Necessary for them. One of the `signs`, or of a word that is taken apart, must be in every text that `finds` finds something in;
 * so they keep to what PCRE and JavaScript read alike, and to tokens: blanks and quotes may stand between all others. PCRE
 * counts bytes, up to three for a code unit.
 */
export function commandTriggers(ruleSigns: readonly string[]): readonly [Trigger, Trigger] {
  const signs = [...ruleSigns, ...spliceSigns()].join('|');
  /** How a text begins that may be a whole command line: {@link isCommandLine} says whether it is. */
  const beginning = String.raw`[\s\x60({!$#>'"\\]*[\w.:/~\[]`;
  const anyLine = `^(?!.{${3 * longestLine + 1}})(?=${beginning})(?:(?=.*(?:${loud.source}))|${noLongerThan(shortText)}(?=.*${option.source}))(?=.*(?:${signs}))`;
  // The one blank beyond ASCII, which is one to PowerShell: PCRE takes it for none.
  return [{ source: signs, nonAscii: '\\u00a0' }, { source: anyLine }];
}
