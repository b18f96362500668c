/** Keeps what arrives until it is asked for, and whoever asks until it arrives. */
export class Inbox<T> {
  readonly #items: T[] = [];
  readonly #waiting = new Set<() => void>();

  put(item: T): void {
    this.#items.push(item);
    for (const wake of this.#waiting) wake();
  }

  /** Takes out the first item that fits, as soon as there is one. */
  async take(fits: (item: T) => boolean): Promise<T> {
    for (;;) {
      const at = this.#items.findIndex(fits);
      const [found] = at < 0 ? [] : this.#items.splice(at, 1);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }
}
