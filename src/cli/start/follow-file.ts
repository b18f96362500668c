import { watch } from 'node:fs';
import { open } from 'node:fs/promises';

/** Above this size the file is emptied once read: a display needs no history. */
const keepBelow = 32 << 20;

/** Hands over each line written to a file from now on; returns what stops it, after the lines already there. */
export async function followFile(path: string, onLine: (line: string) => void): Promise<() => Promise<void>> {
  const file = await open(path, 'r+');
  const buffer = Buffer.alloc(64 << 10);
  const decoder = new TextDecoder();
  let position = (await file.stat()).size;
  let rest = '';

  const drain = async (): Promise<void> => {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      const parts = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      parts.forEach(onLine);
    }
    if (position < keepBelow) return;
    // nginx appends, so it goes on at the new end.
    await file.truncate(0);
    position = 0;
  };

  let turn = Promise.resolve();
  const watcher = watch(path, () => {
    turn = turn.then(drain);
  });
  return async () => {
    watcher.close();
    await turn;
    await drain();
    await file.close();
  };
}
