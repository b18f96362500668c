/** One simple command of a line: the program's name, and the words behind it without their quotes. */
export interface Call {
  readonly name: string;
  readonly words: readonly string[];
  /** What stands before the name in the same simple command, e.g. `sudo ` or `find / -exec `. */
  readonly before: string;
}

const farthestBefore = 200;
const farthestBehind = 400;
const mostWords = 48;
/** A piece of text (long-text.ts) with more of them than this, and something vital among what they name, is refused: each costs time. */
const mostCalls = 40;
/** A program, or a word of the shell, that runs what follows it; its options; an assignment. */
const runner =
  /^(?:sudo|doas|env|nohup|time|nice|ionice|timeout|setsid|stdbuf|strace|xargs|parallel|exec|command|builtin|busybox|eval|then|do|else|elif|if|while|until|!|\/?(?:\w{1,20}\/){0,5}(?:ba|da|k|z|tc|c)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh|start|call|watch|-[a-z][\w{}%@-]{0,20}|[{}%@]{1,2}|--[\w=:.-]{1,40}|\/[a-z]{1,2}|[a-z_]\w{0,40}=[^'"]{0,80}|\d[\w.]{0,10})$/i;
/** What runs the rest as well, behind words of its own that can be anything. */
const elsewhere = /^(?:ssh|docker|podman|kubectl|wsl|-u)$/i;
/** The folder that a name is in. */
const folder = /^(?:\/?(?:[\w.-]{1,30}\/){0,6})\\?$/;
const executed = /\s-(?:exec|execdir|ok|okdir)\s{1,4}['"]?(?:\/?(?:\w{1,20}\/){0,5})$/;

/**
 * Whether `test` holds for one of the simple commands whose names `names` (global) finds, where it stands as a command does and
 * not within the argument of another. That is looked at last, since it takes longest.
 */
export function someCall(text: string, names: RegExp, test: (call: Call) => boolean): boolean {
  let count = 0;
  for (const match of text.matchAll(names)) {
    if (++count > mostCalls) return true;
    const before = lastSimple(text.slice(Math.max(0, match.index - farthestBefore), match.index));
    const end = match.index + match[0].length;
    const words = wordsOf(firstSimple(text.slice(end, end + farthestBehind)));
    if (test({ name: match[0].toLowerCase(), before, words }) && (isRun(before.replace(/^['"]/, '')) || executed.test(before))) return true;
  }
  return false;
}

/** Whether all that stands before a name in its simple command runs it. */
function isRun(before: string): boolean {
  const words = before.split(/\s+/).filter((word, index, all) => word !== '' || index === all.length - 1);
  const inFolder = words.pop() ?? '';
  if (!folder.test(inFolder.replace(/^['"]/, ''))) return false;
  const stop = words.findIndex((word) => elsewhere.test(word));
  return (stop < 0 ? words : words.slice(0, stop)).every((word) => runner.test(word.replace(/^['"]/, '')));
}

/** What follows the last separator. */
function lastSimple(text: string): string {
  let at = -1;
  for (const separator of [';', '|', '&', '\n', '(', '{ ', '`']) at = Math.max(at, text.lastIndexOf(separator));
  return text.slice(at + 1).trimStart();
}

/** What stands before the first separator. */
function firstSimple(text: string): string {
  let end = text.length;
  for (const separator of [';', '|', '&', '\n', '`', ')']) {
    const at = text.indexOf(separator);
    if (at >= 0 && at < end) end = at;
  }
  return text.slice(0, end);
}

/** Between words as a space is; native searches, since there may be hundreds of calls. */
const otherBlanks = ['\t', '\r', '\v', '\f', '\u00a0'];

function wordsOf(text: string): readonly string[] {
  let plain = text;
  for (const quote of ["'", '"']) plain = plain.replaceAll(quote, '');
  for (const blank of otherBlanks) plain = plain.replaceAll(blank, ' ');
  return plain
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, mostWords);
}
