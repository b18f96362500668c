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
/** A piece of text (long-text.ts) holds no more; bounds the work on anything else. */
const mostCalls = 700;
/** Programs, and words of the shell, that run what follows them; their options; assignments. */
const runner =
  /^\s{0,20}(?:(?:sudo|doas|env|nohup|time|nice|ionice|timeout|setsid|stdbuf|strace|xargs|parallel|exec|command|builtin|busybox|eval|then|do|else|elif|if|while|until|!|\/?(?:\w{1,20}\/){0,5}(?:ba|da|k|z|tc|c)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh|start|call|watch|ssh \S{1,80}|(?:docker|podman|kubectl|wsl)(?: [^\s'"]{1,40}){1,8}|-u \w{1,30}|-[a-z][\w{}%@-]{0,20}|[{}%@]{1,2}|--[\w=:.-]{1,40}|\/[a-z]{1,2}|[a-z_]\w{0,40}=[^\s'"]{0,80}|\d[\w.]{0,10})\s{1,8}['"]?)*(?:\/?(?:[\w.-]{1,30}\/){0,6})\\?$/i;
const executed = /\s-(?:exec|execdir|ok|okdir)\s{1,4}['"]?(?:\/?(?:\w{1,20}\/){0,5})$/;

/**
 * Whether `test` holds for one of the simple commands whose names `names` (global) finds, where it stands as a command does and
 * not within the argument of another. That is looked at last, since it takes longest.
 */
export function someCall(text: string, names: RegExp, test: (call: Call) => boolean): boolean {
  let count = 0;
  for (const match of text.matchAll(names)) {
    if (++count > mostCalls) break;
    const before = lastSimple(text.slice(Math.max(0, match.index - farthestBefore), match.index));
    const end = match.index + match[0].length;
    const words = wordsOf(firstSimple(text.slice(end, end + farthestBehind)));
    if (test({ name: match[0].toLowerCase(), before, words }) && (runner.test(before.replace(/^['"]/, '')) || executed.test(before))) return true;
  }
  return false;
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
