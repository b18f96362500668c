import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A line of the access log (log_format `portcullis`). */
export interface Decision {
  readonly time: string;
  readonly request_id: string;
  readonly client: string;
  readonly server: string;
  readonly era: string;
  readonly role: string;
  readonly session: string;
  readonly http_method: string;
  readonly method: string;
  readonly target: string;
  readonly decision: string;
  readonly rule: string;
  readonly status: number;
  readonly upstream_status: string;
  readonly arguments: string;
}

/** Every decision in the file so far. */
export async function readDecisions(path: string): Promise<Decision[]> {
  const text = await readFile(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Decision);
}

/** Waits until the file holds a decision that fits; nginx writes the line after the answer has gone out. */
export async function awaitDecision(path: string, fits: (decision: Decision) => boolean): Promise<Decision> {
  const events = watch(path);
  try {
    return await new Promise<Decision>((resolve, reject) => {
      const look = () => {
        readDecisions(path).then((decisions) => {
          const found = decisions.findLast(fits);
          if (found !== undefined) resolve(found);
        }, reject);
      };
      events.on('change', look).on('error', reject);
      look();
    });
  } finally {
    events.close();
  }
}
