/** What must be stopped or removed at the end, however it comes; last in, first out. */
export class Cleanup {
  readonly #steps: (() => Promise<void> | void)[] = [];

  /** Remembers a step and passes its owner through. */
  add<T>(owner: T, step: (owner: T) => Promise<void> | void): T {
    this.#steps.push(() => step(owner));
    return owner;
  }

  /** Runs every step once. */
  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) await step();
  }
}
