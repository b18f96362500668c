/**
 * What a string costs before its characters count: one that is passed by, each time nginx is asked about it, when it is searched, for each
 * rule of the search, for each secret found, for each end of it that is remembered.
 */
export const cost = { passed: 60, asked: 150, searched: 300, rule: 20, found: 300, remembered: 400 } as const;

/** What may be spent on one message: a unit is what one rule takes for one character, 10 to 20 nanoseconds in nginx's QuickJS. */
const mostPerMessage = 12_000_000;

/** Counts what the closer look at one message costs, by what is done and not by a clock: the same message always costs the same. */
export class Work {
  private left: number;

  constructor(units = mostPerMessage) {
    this.left = units;
  }

  /** Whether there is so much left; what there is not ends the search. */
  spend(units: number): boolean {
    this.left -= units;
    return this.left >= 0;
  }

  get isSpent(): boolean {
    return this.left < 0;
  }
}
