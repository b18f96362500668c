import type { Kind } from '../policy/kind.ts';
import { isCommandLine } from './command-line.ts';
import type { Inspector } from './rule.ts';
import { decodeSeparators } from './shell-decode.ts';
import { atEndTrigger, breaksOutOfValue, breakTrigger, isRow } from './shell-break.ts';
import { candidate, someCandidate } from './shell-commands.ts';
import { isCommand } from './shell-evidence.ts';
import { formTrigger, hasForm } from './shell-forms.ts';
import { isProse, withoutCodeSpans } from './shell-prose.ts';
import { hasSplicedName, splicedTrigger } from './shell-spliced.ts';
import { isWholeCommand, wholeTrigger } from './shell-whole.ts';
import type { Trigger } from './trigger.ts';

/** More commands behind separators than this make a script, whatever else they are; each costs time to judge. */
const mostCommands = 200;
/** What {@link candidate} begins with. */
const separators = [';', '|', '&', '`', '$(', '<(', '\\', '\n', '\r', '('];
/** A path, an id or a URL needs none of these. */
const strictForm = /(?=[`$\n\r;|&])(?:`[^`]+`|\$(?:\(|\{(?!\w+\})|'\\)|[\n\r][ \t]*[^\s]|[;|&]\s{0,8}(?:[\w/]{0,20}[\\^]\w|\$\w|[a-z][\w./-]{1,30}\s{1,4}-{1,2}[a-z]))/i;
/** Nor what is between angles for a shell. */
const redirection = /(?=[<>])(?:[<>]\(|>(?:(?<=\s>)>?\s{0,2}[/~&]|(?<=\d>)>?[&/])|<\s?\/(?:etc|dev|proc)\/)/i;
const strictBeginning = /^(?:--[a-z][a-z-]{1,80}(?:[=\s]|$)|-(?:exec|execdir|ok|[eox] ?\S{1,40}=)|\{\w{1,20},)/i;
/** Also a blank that is written for whoever decodes it, behind a first word. */
const strictTrigger = (): string => '^(?:[\\s+\'"(]|%(?:25){0,4}20){0,4}[a-z][\\w.-]{1,20}%(?:25){0,4}(?:20|09)|[;|&`\\n\\r]|\\$[({\']|[<>]\\(|^-|^\\{|>{1,2}\\s{0,2}[/~&]|<\\s?\\/|%(?:25){0,4}(?:0[ad]|3b|7c|26|60|24)';
/** {@link strictBeginning} reaches no farther. */
const farthest = 128;
/** Separators that are written for whoever decodes them. */
const encodedTrigger = '%(?:25){0,4}(?:0[ad]|3b|7c|26|60|24)';
const encoded = new RegExp(encodedTrigger, 'i');
/** Finds shell injection in prose, and in arguments nothing is known about: only what reads as a command there. */
export const shellInjection: Inspector = {
  rule: 'shell.injection',
  kinds: ['text', 'any'],
  finds: ({ text, kind }) => {
    const isLine = kind === 'any' && isCommandLine(text);
    const written = text.includes('`') ? withoutCodeSpans(text) : text;
    if (hasForm(written, isLine)) return true;
    if (isLine) return false;
    if (hasSplicedName(written)) return true;
    const prose = kind !== 'any' || isProse(written) || isRow(written);
    if (breaksOutOfValue(written, false) || runsCommand(written, prose) || (kind === 'text' && isWholeCommand(text, false))) return true;
    return written.includes('%') && encoded.test(written) && breaksOutEncoded(decodeSeparators(written));
  },
};

/** Necessary for {@link shellInjection}. */
export const shellInjectionTrigger = (): Trigger => ({ source: `${candidate()}|${formTrigger()}|${encodedTrigger}|${wholeTrigger()}|${breakTrigger()}|${atEndTrigger()}|${splicedTrigger()}` });

/** Finds shell injection where a value is a name or an address and metacharacters stand out. */
export const shellInjectionStrict: Inspector = {
  rule: 'shell.injection',
  kinds: ['path', 'id', 'url'],
  finds: ({ text, kind }) => {
    const decoded = text.includes('%') ? decodeSeparators(text) : text;
    return hasForm(decoded, false) || breaksOut(decoded, kind) || runsCommand(decoded, false) || breaksOutOfValue(decoded, decoded !== text) || (kind !== 'url' && isWholeCommand(decoded, true));
  },
};

/** Necessary for {@link shellInjectionStrict}. */
export const shellInjectionStrictTrigger = (): Trigger => ({ source: `${strictTrigger()}|${formTrigger()}|${candidate()}|${wholeTrigger()}|${breakTrigger()}|${atEndTrigger()}` });

function breaksOutEncoded(decoded: string): boolean {
  return breaksOutOfValue(decoded, true) || runsCommand(decoded, true);
}

function breaksOut(text: string, kind: Kind): boolean {
  return kind === 'url' ? /`[^`]+`|\$\(/.test(text) : strictBeginning.test(text.slice(0, farthest)) || strictForm.test(text) || redirection.test(text);
}

function runsCommand(text: string, prose: boolean): boolean {
  if (!separators.some((separator) => text.includes(separator))) return false;
  let count = 0;
  for (const match of text.matchAll(someCandidate)) {
    if (++count > mostCommands) return true;
    const [whole, separator, name] = match;
    const end = match.index + whole.length;
    // The call of a function that runs commands is a sign in itself, and so is a command's folder.
    const sure = separator === undefined || /bin\/\w+$/.test(whole) || isDoubled(text, match.index);
    if (/^(?:echo|printf)$/i.test(name ?? '') && (separator === undefined || isDoubled(text, match.index) || isGlued(text, match.index)) && /^\s\S/.test(text.slice(end, end + 2))) return true;
    if (name !== undefined && isCommand(name, text, end, prose && !sure)) return true;
    if (separator === '$(' && /[\s)]/.test(text.charAt(end))) return true;
  }
  return false;
}

/** `&&` and `||`, which prose does not have. */
function isDoubled(text: string, at: number): boolean {
  const separator = text.charAt(at);
  return (separator === '&' || separator === '|') && text.charAt(at - 1) === separator;
}

/** A separator without a blank at either side. */
function isGlued(text: string, at: number): boolean {
  return /[;|&]/.test(text.charAt(at)) && /^\S\S\S$/.test(text.slice(at - 1, at + 2));
}
