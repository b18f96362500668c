/** Writes one line to standard output. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes one line to standard error. */
export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}
