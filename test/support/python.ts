import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Inbox } from './inbox.ts';
import { sortMembers, type Reading } from './json-readings.ts';
import { notePid } from './run.ts';

/** Python's json, in one process for a whole test. */
export interface Python {
  /** How it reads a document; rejects when it does not. */
  readonly read: (document: Uint8Array) => Promise<Reading>;
  readonly stop: () => Promise<void>;
}

/** Starts python3. */
export async function startPython(): Promise<Python> {
  const child = spawn('python3', [join(import.meta.dirname, 'python-json.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child, 'spawn');
  notePid(child.pid);
  const answers = new Inbox<{ readonly reading?: Reading; readonly error?: string }>();
  createInterface({ input: child.stdout }).on('line', (line) => { answers.put(JSON.parse(line) as { reading?: Reading; error?: string }); });
  return {
    read: async (document) => {
      child.stdin.write(`${Buffer.from(document).toString('base64')}\n`);
      const { reading, error } = await answers.take(() => true);
      if (reading === undefined) throw new Error(`Python: ${error ?? 'no answer'}`);
      return sortMembers(reading);
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
