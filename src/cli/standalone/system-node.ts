import type { System } from './system.ts';

/** Node. Its modules are asked for only here: in qjs there are none of these names. */
export async function openNode(): Promise<System> {
  const { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } = await import('node:fs');
  return {
    args: process.argv.slice(2),
    readText: (path) => readFileSync(path, 'utf8'),
    exists: (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
    writeText: (path, text) => {
      const temporary = `${path}.${process.pid}`;
      try {
        writeFileSync(temporary, text);
        renameSync(temporary, path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    },
    print: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
    exit: (code) => { process.exitCode = code; },
  };
}
