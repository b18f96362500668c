import { interpreters } from './command-interpreters.ts';
import { callsOf, wordsOf } from './command-calls.ts';

/** A word longer than this that is only letters and digits, as encoded data is, holds no form. */
const longestWord = 1024;
const data = /^['"]?[\w+/=-]*['"]?$/;
/** What is behind more of them is not left out. */
const mostHeredocs = 300;
const heredoc = /<<-?[ \t]{0,4}(['"\\]?)([A-Za-z_]\w{0,40})\1/y;

/** The lines of a program for a shell that are longer than `length`, each joined with those that continue it; data is left out. */
export function longLines(text: string, length: number): readonly string[] {
  const joined = withoutData(text.replaceAll('\\\r\n', '').replaceAll('\\\n', ''));
  const lines: string[] = [];
  // A line that is longer has a character at one of these places.
  for (let at = length; at < joined.length; at += length) {
    const from = joined.lastIndexOf('\n', at - 1) + 1;
    const found = joined.indexOf('\n', at);
    const end = found < 0 ? joined.length : found;
    if (end - from > length) lines.push(joined.slice(from, end));
    at = Math.max(at, end);
  }
  return lines;
}

/** The same command with less of the data in its arguments. */
export function withLessData(line: string): string {
  if (line.length <= longestWord) return line;
  return line
    .split(' ')
    .map((word) => (word.length > longestWord && data.test(word) ? word.slice(0, longestWord / 2) + word.slice(-longestWord / 2) : word))
    .join(' ');
}

/** Leaves out here-documents that are not given to what would run them: they are files. */
function withoutData(text: string): string {
  let kept = '';
  let from = 0;
  let count = 0;
  for (let at = text.indexOf('<<'); at >= 0 && count < mostHeredocs; at = text.indexOf('<<', Math.max(at + 2, from))) {
    count++;
    heredoc.lastIndex = at;
    const tag = heredoc.exec(text)?.[2];
    const start = tag === undefined ? -1 : text.indexOf('\n', at);
    if (tag === undefined || start < 0) continue;
    const end = text.indexOf(`\n${tag}`, start);
    if (end < 0) break;
    const command = text.slice(Math.max(from, text.lastIndexOf('\n', at) + 1), start);
    if (!isRun(command)) {
      kept += text.slice(from, start);
      from = end;
    }
  }
  return kept + text.slice(from);
}

/** Whether the command that reads a here-document runs something, as far as that can be told. */
function isRun(command: string): boolean {
  if (command.length > longestWord) return true;
  return /ssh|docker|kubectl|podman|eval|xargs/i.test(command) || command.split(/[;|&()]/).some((simple) => callsOf(wordsOf(simple.replace(/['"\\]/g, '')), interpreters).length > 0);
}
