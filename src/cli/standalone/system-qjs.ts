import type { System } from './system.ts';

/** What of qjs' modules is used here. */
interface File {
  readonly readAsString: () => string;
  readonly puts: (text: string) => void;
  readonly close: () => number;
}
interface Std {
  readonly out: File;
  readonly err: File;
  readonly open: (path: string, flags: string, error: { errno?: number }) => File | null;
  readonly strerror: (errno: number) => string;
  readonly exit: (code: number) => void;
}
interface Os {
  readonly getpid?: () => number;
  readonly rename: (from: string, to: string) => number;
  readonly remove: (path: string) => number;
  readonly lstat: (path: string) => readonly [unknown, number];
}

/** ENOENT. */
const notThere = 2;

declare const scriptArgs: readonly string[];

/** The qjs program. */
export async function openQjs(): Promise<System> {
  // Names in variables, or the bundler would look for these modules.
  const [std, os] = (await Promise.all(['std', 'os'].map((name) => import(name)))) as [Std, Os];
  const open = (path: string, flags: string): File => {
    const error: { errno?: number } = {};
    const file = std.open(path, flags, error);
    if (file === null) throw new Error(std.strerror(error.errno ?? 0));
    return file;
  };
  return {
    args: scriptArgs.slice(1),
    readText: (path) => {
      const file = open(path, 'r');
      const text = file.readAsString();
      file.close();
      return text;
    },
    exists: (path) => os.lstat(path)[1] !== notThere,
    writeText: (path, text) => {
      const temporary = `${path}.new`;
      const file = open(temporary, 'w');
      file.puts(text);
      const failed = file.close() || os.rename(temporary, path);
      if (failed === 0) return;
      os.remove(temporary);
      throw new Error(failed < 0 ? std.strerror(-failed) : 'it could not be written whole');
    },
    print: (text) => { std.out.puts(`${text}\n`); },
    note: (text) => { std.err.puts(`${text}\n`); },
    exit: (code) => { std.exit(code); },
  };
}
