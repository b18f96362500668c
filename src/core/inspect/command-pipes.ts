/** More pipes into such programs than this are refused: each costs a look. */
const mostPipes = 60;

/**
 * Whether `test` holds for a part of a pipeline that `into` finds (global, from the `|` on) and for what stands before it, or has
 * been added there since the last such part. A group of commands that is piped counts with all before it.
 */
export function somePipe(text: string, into: RegExp, test: (part: string, before: string) => boolean): boolean {
  if (!text.includes('|')) return false;
  const line = joinPipes(text);
  let count = 0;
  let from = 0;
  for (const { index } of line.matchAll(into)) {
    if (++count > mostPipes) return true;
    const start = Math.max(from, line.lastIndexOf('\n', index) + 1, line.lastIndexOf(';', index) + 1);
    const before = line.slice(start, index);
    const isGroup = /^\s*(?:[)}]|done|fi|esac)|^[^(]*\)/.test(before);
    if (test(line.slice(index + 1, endOfPart(line, index + 1)), isGroup ? line.slice(0, index) : before)) return true;
    from = index;
  }
  return false;
}

/** Pipes at the end of a line go on in the next; `||` and `&&` end a pipeline. */
function joinPipes(text: string): string {
  let line = text;
  for (const [from, to] of [['||', ';'], ['&&', ';'], ['|&', '|'], ['| \n', '|'], ['|\n', '|'], ['\n|', '|'], ['\n |', '|']] as const) line = line.replaceAll(from, to);
  return line;
}

function endOfPart(text: string, from: number): number {
  const part = text.slice(from);
  const end = part.search(/[|;\n]/);
  return end < 0 ? text.length : from + end;
}
