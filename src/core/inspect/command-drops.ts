import { callsOf, wordsOf, type Call } from './command-calls.ts';
import { interpreters } from './command-interpreters.ts';
import type { CommandReading } from './command-reading.ts';
import { fetchers } from './command-sources.ts';

const temporary = /\/(?:tmp|var\/tmp|dev\/shm)(?![\w-])|chmod 0?777/i;
const fetches: ReadonlySet<string> = new Set(fetchers);
const names: ReadonlySet<string> = new Set([...fetchers, ...interpreters, 'chmod']);
const shared = /^\/(?:tmp|var\/tmp|dev\/shm)\//i;

/** What a simple command must have that fetches, opens up, or runs a file. */
const hint = new RegExp(String.raw`/|chmod|(?:${fetchers.join('|')}) |(?:sh|python[\d.]*|perl) `, 'i');
/** More of them than this nobody writes; what is opened up by then counts as run. */
const mostLooked = 300;

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
    const calls = callsOf(words, names);
    if (hasFetched && (calls.some((call) => runsFile(call, files, programs)) || (programs.size > 0 && runsItself(words, programs)))) return true;
    for (const call of calls) {
      if (fetches.has(call.name)) {
        hasFetched = true;
        for (const word of words) files.add(fileOf(word));
      } else if (call.name === 'chmod' && hasFetched && call.words.some((word) => /^(?:[augo]*\+\w*x|0?[0-7]*[1357][0-7]*)/.test(word))) {
        for (const word of call.words) programs.add(fileOf(word));
      }
    }
  }
  return false;
}

/** Whether an interpreter is given one of the files. */
function runsFile({ name, words }: Call, files: ReadonlySet<string>, programs: ReadonlySet<string>): boolean {
  const program = interpreters.has(name) ? words.find((word) => !word.startsWith('-')) : undefined;
  return program !== undefined && (programs.has(fileOf(program)) || (shared.test(program) && files.has(fileOf(program))));
}

/** Whether one of the programs is run by its path. */
function runsItself(words: readonly string[], programs: ReadonlySet<string>): boolean {
  const path = words.find((word) => /^(?:\.{0,2}|~)\//.test(word) && (programs.has(fileOf(word)) || programs.has('*')));
  return path !== undefined && callsOf(words, new Set([fileOf(path).toLowerCase()])).length > 0;
}

/** The name of a file, without folders and what redirects to it. */
function fileOf(word: string): string {
  return word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('>')) + 1);
}
