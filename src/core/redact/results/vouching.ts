import type { Literal } from './literals.ts';

/** Characters asked about at once: a message of a hundred thousand short strings must not take as many questions. */
const windowLength = 4096;

/** Asks which strings of a message the look that comes first vouches for, many at a time where it can. */
export class Vouching {
  private readonly text: string;
  private readonly suspects: (text: string) => boolean;
  private end = 0;
  private isClear = false;

  constructor(text: string, suspects: (text: string) => boolean) {
    this.text = text;
    this.suspects = suspects;
  }

  /** Whether nothing can be found in the string, and nothing begins at its end. Strings come in order. */
  vouchesFor({ from, to, name }: Literal): boolean {
    const before = name === '' ? '' : `"${name}":`;
    if (to > this.end) {
      this.end = Math.max(to, from + windowLength);
      this.isClear = !this.suspects(before + this.text.slice(from, this.end));
    }
    return this.isClear || !this.suspects(before + this.text.slice(from, to));
  }
}
