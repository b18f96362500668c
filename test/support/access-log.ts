import { watch, type FSWatcher } from 'node:fs';
import { open } from 'node:fs/promises';

/** A line of the access log (log_format `portcullis`). */
export interface Decision {
  readonly time: string;
  readonly request_id: string;
  readonly client: string;
  readonly server: string;
  readonly era: string;
  readonly role: string;
  readonly subject: string;
  readonly session: string;
  readonly http_method: string;
  readonly method: string;
  readonly target: string;
  readonly decision: string;
  readonly rule: string;
  /** Rules the answer broke, apart by blanks. */
  readonly answer: string;
  /** `1` when the policy asks for attention. */
  readonly alert: string;
  /** Rules that found something and only alert, apart by blanks. */
  readonly findings: string;
  readonly status: number;
  readonly upstream_status: string;
  readonly arguments: string;
}

/** Follows an access log; nginx writes a line after its answer has gone out. */
export class DecisionLog {
  readonly #path: string;
  readonly #watcher: FSWatcher;
  readonly #decisions: Decision[] = [];
  readonly #waiting = new Set<() => void>();
  #reading: Promise<void> = Promise.resolve();
  #offset = 0;

  constructor(path: string) {
    this.#path = path;
    this.#watcher = watch(path, () => void this.#read());
  }

  /** Every decision logged so far. */
  async all(): Promise<Decision[]> {
    await this.#read();
    return [...this.#decisions];
  }

  /** The newest decision that fits, as soon as there is one. */
  async find(fits: (decision: Decision) => boolean): Promise<Decision> {
    await this.#read();
    for (;;) {
      const found = this.#decisions.findLast(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => { this.#waiting.add(resolve); });
    }
  }

  close(): void {
    this.#watcher.close();
  }

  #read(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readOn());
    return this.#reading;
  }

  async #readOn(): Promise<void> {
    const file = await open(this.#path);
    const { size } = await file.stat();
    const bytes = Buffer.alloc(size - this.#offset);
    await file.read(bytes, 0, bytes.length, this.#offset);
    await file.close();
    const end = bytes.lastIndexOf('\n') + 1;
    this.#offset += end;
    const lines = bytes.subarray(0, end).toString().split('\n').slice(0, -1);
    this.#decisions.push(...lines.map((line) => JSON.parse(line) as Decision));
    if (lines.length === 0) return;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
