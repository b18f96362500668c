/** Of longer names than any schema needs the end is read, which says what they are. */
const longestName = 128;

/** The words of a name, in lower case: `runShellCommand`, `run_shell-command` -> run, shell, command. */
export function wordsOf(name: string): readonly string[] {
  const apart = name.slice(-longestName).replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z])([A-Z][a-z])/g, '$1_$2');
  return apart.toLowerCase().split(/[^a-z]+/).filter((word) => word !== '');
}

/** The word without the ending of a plural: `directories` -> directory, `paths` -> path. */
export function singularOf(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith('branches')) return word.slice(0, -2);
  return word.endsWith('s') && !/(?:ss|us)$/.test(word) && word.length > 2 && word !== 'js' && word !== 'ts' ? word.slice(0, -1) : word;
}
