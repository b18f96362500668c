import { callsOf, wordsOf, type Call } from './command-calls.ts';

export const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh', 'tcsh', 'csh', 'fish']);
const versions = ['', '2', '3', ...Array.from({ length: 12 }, (_, minor) => `3.${minor + 4}`)];
const languages: ReadonlySet<string> = new Set([...versions.map((version) => `python${version}`), 'perl', 'ruby', 'node', 'php', 'lua', 'osascript']);
const others = ['pwsh', 'powershell', 'source', '.', 'deno', 'bun', 'crontab', 'batch'];
/** Programs that run a program they are given. */
export const interpreters: ReadonlySet<string> = new Set([...shells, ...languages, ...others]);
/** A program in an argument, or options to read what is piped as data. */
const ownProgram = /^-[a-z]*[cmenpr]|^--(?:eval|print|command)/i;
const fromInput = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/** Whether a part of a pipeline runs what is piped into it. */
export function runsInput(part: string): boolean {
  let text = part;
  for (const bracket of '(){}&') text = text.replaceAll(bracket, ' ');
  const comment = text.indexOf(' #');
  return callsOf(wordsOf(comment < 0 ? text : text.slice(0, comment)), interpreters).some(readsInput);
}

/** Whether such a program is given none but what it reads from its input. */
export function readsInput({ name, words }: Call): boolean {
  const end = words.findIndex((word) => /^\d*[<>]/.test(word));
  const given = end < 0 ? words : words.slice(0, end);
  const [first] = given;
  if (shells.has(name)) return shellReadsInput(given);
  if (name === 'batch') return true;
  if (languages.has(name)) return !given.some((word) => ownProgram.test(word)) && isInput(given.find((word) => word === '-' || !word.startsWith('-')));
  if (name === 'pwsh' || name === 'powershell') return first === undefined || given.includes('-');
  return first !== undefined && given.some((word) => fromInput.has(word));
}

function shellReadsInput(words: readonly string[]): boolean {
  const program = words.findIndex((word) => /^-[a-z]*c$/i.test(word));
  // What `xargs` puts there.
  if (program >= 0) return /^(?:$|[{}$%@])/.test(words[program + 1] ?? '');
  if (words.some((word) => /^-[a-z]*s$/.test(word))) return true;
  return isInput(words.find((word, at) => !/^[-+]./.test(word) && !/^[-+]o$/.test(words[at - 1] ?? '')));
}

function isInput(word: string | undefined): boolean {
  return word === undefined || fromInput.has(word);
}

/** Whether a part of a pipeline runs a shell. */
export function isShell(part: string): boolean {
  return callsOf(wordsOf(part), shells).length > 0;
}
