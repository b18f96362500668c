import { classifyName } from './command-names.ts';

/** A separator, a folder, letters with escapes between them, and what follows a command: an option, a path, the end. */
const spliced = /[;|&`(\n]\s{0,4}(?=[a-z/])(?:\/(?:\w{1,20}\/){0,4})?([a-z]{1,12}(?:[\\^][a-z]{1,12}){1,6})(?=\s{1,4}["']?[/~.$-]|\s{0,2}(?:$|[;|&)`#]))/gi;
/** Nobody takes apart more words than this by accident. */
const most = 100;
/** Necessary for it, without its end. */
export const splicedTrigger = (): string => String.raw`[;|&\x60(\n]\s{0,4}(?:/(?:\w{1,20}/){0,4})?[a-z]{1,12}[\\^][a-z]`;

/** Whether a separator is followed by a command whose name is taken apart by what a shell drops: `c\at`, `w^hoami`. */
export function hasSplicedName(text: string): boolean {
  if (!text.includes('\\') && !text.includes('^')) return false;
  let count = 0;
  for (const [, name = ''] of text.matchAll(spliced)) {
    if (++count > most || classifyName(name.replace(/[\\^]/g, '')) === 'program') return true;
  }
  return false;
}
