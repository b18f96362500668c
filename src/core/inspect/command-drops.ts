import { callsOf, wordsOf } from './command-calls.ts';
import { interpreters } from './command-interpreters.ts';
import type { CommandReading } from './command-reading.ts';
import { fetchers } from './command-sources.ts';

const temporary = /\/(?:tmp|var\/tmp|dev\/shm)(?![\w-])|chmod 0?777/i;
const fetches: ReadonlySet<string> = new Set(fetchers);
const opensUp: ReadonlySet<string> = new Set(['chmod']);
const shared = /^\/(?:tmp|var\/tmp|dev\/shm)\//i;

/** What a simple command must have that fetches, opens up, or runs a file. */
const hint = new RegExp(String.raw`/|chmod|(?:${fetchers.join('|')}) |(?:sh|python[\d.]*|perl) `, 'i');
/** More of them than this nobody writes; what is opened up by then counts as run. */
const mostLooked = 400;

/** Whether something is fetched to where all may write, made a program or given to an interpreter, and run: told by the names of files. */
export function dropsProgram({ text, simple }: CommandReading): boolean {
  if (!temporary.test(text)) return false;
  const files = new Set<string>();
  const programs = new Set<string>();
  let hasFetched = false;
  let looked = 0;
  for (const command of simple) {
    if (command === '' || !hint.test(command)) continue;
    if (++looked > mostLooked) return programs.size > 0;
    const words = wordsOf(command);
    if (hasFetched && runsOne(words, files, programs)) return true;
    if (callsOf(words, fetches).length > 0) {
      hasFetched = true;
      for (const word of words) files.add(fileOf(word));
    }
    if (hasFetched) for (const call of callsOf(words, opensUp)) if (call.words.some((word) => /^(?:[augo]*\+\w*x|0?[0-7]*[1357][0-7]*)/.test(word))) for (const word of call.words) programs.add(fileOf(word));
  }
  return false;
}

function runsOne(words: readonly string[], files: ReadonlySet<string>, programs: ReadonlySet<string>): boolean {
  const isProgram = (word: string): boolean => programs.has(fileOf(word)) || programs.has('*');
  for (const { words: given } of callsOf(words, interpreters)) {
    const program = given.find((word) => !word.startsWith('-'));
    if (program !== undefined && (isProgram(program) || (shared.test(program) && files.has(fileOf(program))))) return true;
  }
  return words.some((word, at) => at < 8 && /^(?:\.{0,2}|~)\//.test(word) && isProgram(word) && callsOf(words, new Set([fileOf(word).toLowerCase()])).length > 0);
}

/** The name of a file, without folders and what redirects to it. */
function fileOf(word: string): string {
  return word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('>')) + 1);
}
