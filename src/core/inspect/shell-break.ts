import { classifyName } from './command-names.ts';
import { isCommand } from './shell-evidence.ts';
import { noLongerThan } from './shell-length.ts';
import { isProse } from './shell-prose.ts';

/** Values that somebody breaks out of, and what is put behind them, are short. */
const longest = 200;
/** A value of one word at most, what closes it, a separator, a command with its folder, and the rest. */
const breakOut =
  /^([\w.:@/%+-]{0,64})([\s"')\]}]{0,8})(;|\|{1,2}|&{1,2}|[\n\r]{1,2}|(?:\\[nr]){1,2}|`|\$\()\s{0,8}["'({!]{0,3}\s?(?:\.{0,2}\/(?:[\w.-]{1,20}\/){0,4})?(\.(?=\s)|[a-z][\w.-]{0,20})(?![\w=])([^]{0,200})/i;
/** Necessary for {@link breaksOutOfValue}. */
export const breakTrigger = (): string => String.raw`^${noLongerThan(longest)}[\w.:@/%+-]{0,64}[\s"')\]}+]{0,8}(?:[;|&\n\r\x60]|\\[nr]|\$\()[\s+]{0,8}["'({!]{0,3}[\s+]?[a-z./]`;
/** What is a value by its look, as an address, a number or a file name: words of prose are none. */
const valueLike = /^$|[\d.@/%]/;
/** Commands that are run without any argument. */
const alone = /^(?:id|whoami|ls|dir|pwd|ps|uname|ifconfig|ipconfig|netstat|hostname|systeminfo|tasklist|env|printenv|reboot|shutdown|uptime|w)$/i;
const ends = /^\s{0,4}(?:$|[;|&)`'"#\n\r]|\\n)/;
/** What follows a command and does not follow a word. */
const argument = /^\s{1,4}(?:["'$\\({<>*]|[-/~.+]|[a-z]:|\d|https?:|[^\s]{0,40}[./=\\])/i;

/**
 * Whether a short text breaks out of the value that it stands for: nothing, or what looks like a value, then a separator
 * and a command. `isDecoded` where somebody took the trouble to encode the separator.
 */
export function breaksOutOfValue(text: string, isDecoded: boolean): boolean {
  if (text.length > longest || isTable(text)) return false;
  const [whole = '', value = '', closing = '', separator = '', name = '', rest = ''] = breakOut.exec(text) ?? [];
  if (whole === '') return breaksAtEnd(text, isDecoded);
  const kind = name === '.' ? 'program' : classifyName(name);
  if (kind === undefined) return false;
  if (/^[\n\r\\]/.test(separator) && !isDecoded) return breaksByLine(value, name, rest) || breaksAtEnd(text, false);
  const isGlued = closing === '' && (separator === '`' || separator === '$(');
  if (!valueLike.test(value) && !isGlued && !isDecoded && !closes(closing, rest) && !isPlaceholder(value, separator, name)) return echoed.test(text);
  if (kind === 'word') return separator === '&' ? argument.test(rest) : !isProse(`${name}${rest}`) && (value === '' || argument.test(rest));
  return ends.test(rest) || argument.test(rest) || !isProse(rest);
}

/** A command on the line behind a value, with what belongs to it; behind nothing or what is no word, whatever shows that it is one. */
function breaksByLine(value: string, name: string, rest: string): boolean {
  if (alone.test(name) && ends.test(rest)) return true;
  const isProgram = name === '.' || classifyName(name) === 'program';
  return isProgram && (argument.test(rest) || (valueLike.test(value) && isCommand(name, rest, 0, true)));
}

/** Whether a quote ends the value, or a bracket with nothing but a command behind it. */
function closes(closing: string, rest: string): boolean {
  return /["']/.test(closing) || (closing.includes(')') && ends.test(rest));
}

/** `x; id`: a letter stands for any value. `A & W` and `a | r` are names. */
function isPlaceholder(value: string, separator: string, name: string): boolean {
  return /^[a-z]$/i.test(value) && separator !== '&' && name.length > 1;
}

/** One or two words, a separator, and `echo` with one word: no sentence is so short. As shells take it; `Echo` is a name. */
const echoed = /^[\w.-]{1,40}(?:\s[\w.-]{1,40})?\s{0,2}(?:;|\|{2}|&{2}|[\n\r]{1,2})\s{0,2}(?:echo|ECHO)\s{1,2}["']?[\w$-]{1,60}["']?\s?[;#|&]?\s?$/;
/** Words, a separator right behind them and a command that is run without an argument, and nothing else. */
const atEnd = /^[^;|&`$\n\r]{0,100}[^\s;|&`$](?:[;|]|&{2}|\|{2})\s?(?:id|whoami|ls|dir|pwd|ps|uname|ifconfig|ipconfig|netstat|hostname|systeminfo|tasklist|env|printenv|uptime)\s?["')]{0,2}\s?[;|&#]{0,2}\s?$/i;
/** The same, or a command and what belongs to it, on a line of its own behind words. */
const onLine = /^[^;|&`$\n\r]{0,100}[^\s;|&`$:.][\n\r]{1,2}[ \t]{0,4}(?:(?:id|whoami|ls|dir|pwd|ps|uname|ifconfig|ipconfig|netstat|systeminfo)|(?:cat|ls|uname|ping|sleep|curl|wget|nslookup|nc|id|rm|head|type|dir)[ \t]{1,4}(?:-[a-z]|[/~]|\d|https?:|[\w-]{1,40}\.|[a-z]:)[^\n\r]{0,80})\s{0,3}$/i;

function breaksAtEnd(text: string, isDecoded: boolean): boolean {
  return echoed.test(text) || atEnd.test(text) || onLine.test(text) || (isDecoded && onLine.test(text.replace(/[.:](?=[\n\r])/, '')));
}

/** Necessary for it. */
export const atEndTrigger = (): string => String.raw`^${noLongerThan(longest)}(?:[^;|&$\n\r\x60]{0,100}[^\s;|&$\x60](?:[;|]|&{2})|[^;|&$\n\r\x60]{0,101}[\n\r])[;|&\s]{0,6}[a-z]`;

/** Whether a short text is a row of a table in Markdown, or of fields set apart by separators: names are no commands there. */
export function isRow(text: string): boolean {
  return text.length <= longest && (isTable(text) || /^[\w .-]{1,40}(?:[;|&][\w .-]{1,41}){2,}$/.test(text));
}

/** Fields between pipes. */
function isTable(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith('| ') && trimmed.endsWith('|') && trimmed.split('|').length > 3;
}
