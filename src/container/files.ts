import * as os from 'os';
import * as std from 'std';

/** The text of a file, or why there is none. */
export type FileText = { readonly text: string; readonly problem?: undefined } | { readonly text?: undefined; readonly problem: string };

const notThere = 2;
const permissionDenied = 13;

/** Whether there is anything of this name, be it a link to nowhere. */
export function exists(path: string): boolean {
  const [, error] = os.lstat(path);
  return error !== notThere;
}

/** Reads a text file. */
export function readText(path: string): FileText {
  const [about] = os.stat(path);
  if (about !== null && (about.mode & os.S_IFMT) === os.S_IFDIR) return { problem: 'it is a folder; Docker makes one where the file to mount does not exist' };
  const error: { errno?: number } = {};
  const file = std.open(path, 'r', error);
  if (file === null) return { problem: error.errno === permissionDenied ? `user ${ownUser()} of this container may not` : std.strerror(error.errno ?? 0) };
  const text = file.readAsString();
  file.close();
  return { text };
}

/** Writes a text file; returns what went wrong. */
export function writeText(path: string, text: string): string | undefined {
  const error: { errno?: number } = {};
  const file = std.open(path, 'w', error);
  if (file === null) return std.strerror(error.errno ?? 0);
  file.puts(text);
  return file.close() === 0 ? undefined : 'it could not be written whole';
}

/** Only the kernel says it: qjs does not, and the user may have no name. */
function ownUser(): string {
  return /^Uid:\s+(\d+)/m.exec(readText('/proc/self/status').text ?? '')?.[1] ?? 'unknown';
}
