import { stat, utimes } from 'node:fs/promises';

/** Has files written over that look untouched afterwards: same inodes, same times. nginx takes such files over from before a reload unless told not to. */
export async function keepingTime<T>(files: readonly string[], write: () => Promise<T>): Promise<T> {
  const before = await Promise.all(files.map(async (file) => ({ file, was: await stat(file) })));
  const written = await write();
  for (const { file, was } of before) {
    await utimes(file, was.atime, was.mtime);
    if ((await stat(file)).ino !== was.ino) throw new Error(`${file} was replaced, not written over`);
  }
  return written;
}
