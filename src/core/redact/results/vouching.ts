import type { Literal } from './literals.ts';
import { cost, type Work } from './work.ts';

/** Characters asked about at once: a message of a hundred thousand short strings must not take as many questions. */
const windowLength = 4096;
/** So many strings are remembered for one message, of at most so many characters. */
const [mostKept, longestKept] = [256, 64];

/** Asks which strings of a message the look that comes first vouches for, many at a time where it can. */
export class Vouching {
  private readonly text: string;
  private readonly suspects: (text: string) => boolean;
  private readonly work: Work;
  /** Short strings that are vouched for: the names in records come again and again, and so do some values. */
  private readonly clear = new Set<string>();
  private end = 0;
  private isClear = false;

  constructor(text: string, suspects: (text: string) => boolean, work: Work) {
    this.text = text;
    this.suspects = suspects;
    this.work = work;
  }

  /** Whether nothing can be found in the string, and nothing begins at its end. Strings come in order. */
  vouchesFor({ from, to, name }: Literal): boolean {
    const before = name === '' ? '' : `"${name}":`;
    if (to > this.end) {
      this.end = Math.max(to, from + windowLength);
      this.isClear = !this.asksAbout(before + this.text.slice(from, this.end));
    }
    if (this.isClear) return true;
    const string = before + this.text.slice(from, to);
    if (this.clear.has(string)) return true;
    const isVouched = !this.asksAbout(string);
    if (isVouched && string.length <= longestKept && this.clear.size < mostKept) this.clear.add(string);
    return isVouched;
  }

  private asksAbout(text: string): boolean {
    this.work.spend(cost.asked);
    return this.suspects(text);
  }
}
