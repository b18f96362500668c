/** A problem the person at the terminal can act on: its message is all they see, and the command exits 1. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** What to print of anything caught: the message of an error, or the value as text. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
