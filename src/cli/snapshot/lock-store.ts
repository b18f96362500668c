import { lstatSync, readFileSync } from 'node:fs';
import type { LockFile, ServerPins } from '../../compiler/lock/lock-file.ts';
import { readLock } from '../../compiler/lock/read-lock.ts';
import { renderLock } from '../../compiler/lock/render-lock.ts';
import type { Finding } from '../../compiler/problem.ts';
import { Failure, describeError } from '../failure.ts';
import { writeWhole } from '../write-whole.ts';

const none: LockFile = { version: 1, servers: {} };

/** The lock file as it is; an empty one when there is none, and no guess when it is broken. */
export function loadLock(path: string): LockFile {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return none;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read the lock file ${path}: ${describeError(error)}`);
  }
  const findings: Finding[] = [];
  const lock = readLock(text, (finding) => findings.push(finding));
  const [first] = findings;
  if (lock === undefined) throw new Failure(`${path} is not sound: ${first?.message ?? 'unknown fault'}; ${first?.hint ?? ''}`);
  return lock;
}

/** Writes the lock file with one server's pins set anew. */
export function saveLock(path: string, lock: LockFile, server: string, pins: ServerPins): void {
  writeWhole(path, renderLock({ ...lock, servers: { ...lock.servers, [server]: pins } }));
}
