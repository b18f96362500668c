import { classifyName } from './command-names.ts';

/** A value that is a command line as a whole is short where it gets in somebody's way; in UTF-16 code units, each up to three bytes to PCRE. */
const longestWhole = 120;
const operand = String.raw`(?:[/~$%*\\]|\.{1,2}/|[a-z]:|https?:|ftp:|\d{1,3}(?:\.\d{1,3}){3})`;
/** Necessary for {@link isWholeCommand}: a word, then an option, a path, a URL or a variable; or `echo` and a string. */
export const wholeTrigger = (): string => String.raw`^(?!.{${3 * longestWhole + 1}})[\s+'"(]{0,4}(?:[a-z][\w.-]{1,20}(?:[\s+]+(?:-{1,2}[\w-]{1,20}|[\d{}]{1,8})){0,4}[\s+]+["']?(?:-|${operand})|echo[\s+]+["'<]|net1?[\s+]+(?:user|localgroup|group|share)[\s+])`;
const start = /^[\s+'"(]{0,4}([a-z][\w.-]{1,20})[\s+]+/i;
const isOption = /^(?:-{1,2}[a-z?][\w=-]{0,30}|\/[a-z?]{1,2})$/i;
const isOperand = new RegExp(`^["']?${operand}`, 'i');

/** Listings of a machine, which say all by their name and an option. */
const listing = /^(?:netstat|ifconfig|ipconfig|uname|whoami|systeminfo|tasklist|ps)$/i;
/** Users and shares of Windows, changed. */
const administration = /^[\s+'"(]{0,4}net1?[\s+]+(?:user|localgroup|group|share)[\s+][^\n]{0,100}[\s+]\/(?:add|del(?:ete)?|active|domain|grant)(?![\w/])/i;
/** One more command behind it. */
const chained = /(?:;|&{1,2}|\|{1,2})\s{0,4}([a-z][\w.-]{1,20})(?![\w=])/i;

/**
 * Whether a value is one whole command, as somebody writes it where a command line is expected by mistake: a program, and
 * options and paths behind it. Among names and ids (`strict`) the first of them says enough; in prose there may be nothing else.
 */
export function isWholeCommand(text: string, strict: boolean): boolean {
  if (text.length > longestWhole) return false;
  const [whole = '', name = ''] = start.exec(text) ?? [];
  const kind = classifyName(name);
  if (kind === undefined) return false;
  const separatorAt = text.search(/[;|&]/);
  const words = text
    .slice(whole.length, separatorAt < 0 ? undefined : separatorAt)
    .split(/[\s+]+/)
    .filter((word) => word !== '');
  const [first = ''] = words;
  if (/^echo$/i.test(name)) return /^["'<]/.test(first) && (strict || /[<>$|;&]/.test(text));
  if (administration.test(text)) return true;
  const isArgument = isOption.test(first) || isOperand.test(first);
  if (strict) return isArgument;
  if (kind === 'program' && isArgument && classifyName(chained.exec(text)?.[1] ?? '') === 'program') return true;
  if (listing.test(name) && words.length > 0 && words.every((word) => isOption.test(word))) return true;
  if (kind === 'word' && !/^type$/i.test(name)) return false;
  return words.some((word) => isOperand.test(word)) && words.every((word) => isOperand.test(word) || isOption.test(word) || /^[\d{}]{1,8}$/.test(word));
}
