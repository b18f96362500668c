import { classifyName } from './command-names.ts';
import { isProse } from './shell-prose.ts';

/** Longer ones are programs, which are judged as text is. */
export const longestLine = 1024;
/** What may stand before a command: a code fence, a prompt, brackets. */
const before = /^\s{0,8}(?:```\w{0,12}\s{1,4})?(?:[$#>] )?[({!\s]{0,8}\\?/;
/** An assignment for one command, or a program that runs the rest of the line. */
const prefix = /^(?:[a-z_]\w{0,40}=(?:"[^"]{0,200}"|'[^']{0,200}'|[\w@%+=:,./~-]{0,200})|(?:sudo|doas|env|nohup|time|nice|setsid|command|exec)(?: -{1,2}[\w=-]{1,30})*)[ \t]{1,8}(?=[^\s|;&<>])/i;
const mostPrefixes = 8;
const firstWord = /^["']?([a-z_][\w.+-]{0,40})["']?(?=[\s;|&)]|$)/i;
/** A program by its path: in a folder of programs, or a script here. */
const program = /^["']?(?:(?:\/[\w.-]{1,30}){0,5}\/s?bin\/[\w.+-]{1,40}|(?:\.{1,2}|~)\/(?:[\w-]{1,40}\/){0,6}[\w-]{1,40}(?:\.(?:sh|py|pl|rb|js|bash))?)["']?[ \t]{1,8}\S/;
/** The statements of a shell, by more than their first word. */
const statement =
  /^(?:for\s+(?:\w{1,40}\s+in\s|\(\()|(?:while|until)\s+(?=[^;\n]{0,300}[;\n]\s{0,20}do\b)|if\s+(?=[^;\n]{0,300}[;\n]\s{0,20}then\b)|case\s+["']?\$\w+["']?\s+in\s|function\s+\w+\s*(?:\(\)\s*)?\{|\[{1,2}\s|(?::|\w{1,20})\s?\(\)\s?\{|>{1,2}\s?[/\w.~]|(?:fi|done|esac)\s{0,4}(?:[|<>]|\d>))/;
/** A program nobody listed, told by an option right behind it. */
const option = /^["']?[a-z][\w.+-]{1,40}["']?[ \t]{1,4}-{1,2}[a-z?]/i;
/** What words of sentences do not stand before. */
const argument = /^[ \t]{1,8}(?:["'$\\({!*<>|&+-]|[~.]{0,2}\/|~|\.{1,2}(?:\s|$)|\d|[\w*?-]{0,40}[*?=/]|[\w-]{1,40}\.[a-z]{1,5}(?:\s|$))/i;

/**
 * Whether a text begins as a whole command line does, as an agent writes it for a tool that runs commands, and not
 * as a value that breaks out of somebody else's command: a program by its name or its path and what belongs to it, or
 * a statement of the shell. Prose that begins with such a name is none.
 */
export function isCommandLine(text: string): boolean {
  if (text.length > longestLine) return false;
  let rest = text.replace(before, '');
  if (statement.test(rest)) return true;
  for (let count = 0; count < mostPrefixes; count++) {
    const [found = ''] = prefix.exec(rest) ?? [];
    if (found === '') break;
    rest = rest.slice(found.length);
  }
  if (program.test(rest)) return true;
  const [whole = '', name = ''] = firstWord.exec(rest) ?? [];
  if (name === '') return false;
  const kind = classifyName(name);
  if (kind === undefined) return option.test(rest);
  const tail = rest.slice(whole.length, whole.length + 400);
  if (kind === 'program') return !single.test(name) || !/^\s{0,4}(?:;|&(?!&))/.test(tail);
  if (/^\s{0,4}[;|&]/.test(tail)) return producers.test(name) && followedByPipe.test(tail);
  return argument.test(tail) || (/^[ \t]{1,4}\w/.test(tail) && !ofSentence.test(tail) && !isProse(upToSeparator(tail)));
}

/** What follows a verb in a sentence. */
const ofSentence = /^[ \t]{1,4}(?:the|an?|my|your|our|his|her|their|this|that|these|those|all|out|for|me|us|it|to|in|of|and|or|is|was|by|with|on)\s/i;
/** Names of values as well: alone before a separator they are what somebody breaks out of. */
const single = /^(?:id|ping|at|w|r|go|gem|ip|ss|az|uv)$/i;
/** Commands that are piped on without any argument. */
const producers = /^(?:who|history|set|date|last|groups|mount|free|sort|yes|declare|export|tree)$/i;
const followedByPipe = /^\s{0,4}\|(?!\|)/;

function upToSeparator(text: string): string {
  const at = text.search(/[;|&\n]/);
  return at < 0 ? text : text.slice(0, at);
}
