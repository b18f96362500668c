import type { Variables } from './transport.ts';

/**
 * What of an answer nginx holds for its client. Where a body filter takes all that comes, nginx reads on however little the
 * client takes, and keeps the rest in memory: so somebody must count.
 */
export class Backlog {
  declare private readonly variables: Variables;
  declare private readonly before: number;
  declare private passed: number;

  constructor(variables: Variables) {
    this.variables = variables;
    this.before = this.readSent();
    this.passed = 0;
  }

  /** Counts what is passed on; returns how much may wait now, at most what was passed at all. Asks nginx only from `least` on. */
  add(length: number, least: number): number {
    this.passed += length;
    if (this.passed < least) return this.passed;
    // More is sent than was passed: heads, sizes of chunks, bytes for characters.
    const sent = this.readSent() - this.before;
    if (sent > this.passed) this.passed = sent;
    return this.passed - sent;
  }

  private readSent(): number {
    return Number(this.variables['bytes_sent']);
  }
}
