import type { Variables } from './transport.ts';

/** What is passed before anybody asks nginx how much of it has gone out: nearly all answers end before. */
const leastAsked = 16_384;

/**
 * What of an answer nginx holds for its client. Where a body filter takes all that comes, nginx reads on however little the
 * client takes, and keeps the rest in memory: so somebody must count.
 */
export class Backlog {
  declare private passed: number;
  /** Bytes the connection had sent before this answer, as far as is known. */
  declare private before: number | undefined;

  constructor() {
    this.passed = 0;
    this.before = undefined;
  }

  /** Counts what is passed on; returns how much of what was passed before may still wait. */
  add(length: number, variables: Variables): number {
    const earlier = this.passed;
    this.passed += length;
    if (this.passed < leastAsked) return 0;
    const total = Number(variables['bytes_sent']);
    this.before ??= total - earlier;
    // More is sent than was passed: sizes of chunks, bytes for characters.
    const sent = total - this.before;
    if (sent > this.passed) this.passed = sent;
    return earlier - sent;
  }
}
