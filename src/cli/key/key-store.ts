import { lstatSync, readFileSync } from 'node:fs';
import { renderKeyFile, type KeyFile } from '../../compiler/keys/key-file.ts';
import { readKeyFile } from '../../compiler/keys/read-key-file.ts';
import type { Finding } from '../../compiler/problem.ts';
import { Failure, describeError } from '../failure.ts';
import { writeWhole } from '../write-whole.ts';

/** The file of keys as it is; an empty one when there is none, and no guess when it is broken. */
export function loadKeys(path: string): KeyFile {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { version: 1, keys: [] };
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read the file of keys ${path}: ${describeError(error)}`);
  }
  const findings: Finding[] = [];
  const file = readKeyFile(text, (finding) => findings.push(finding));
  const [first] = findings;
  if (file === undefined) throw new Failure(`${path} is not sound: ${first?.message ?? 'unknown fault'}; ${first?.hint ?? ''}`);
  return file;
}

/** Writes it, for its owner alone. */
export function saveKeys(path: string, file: KeyFile): void {
  writeWhole(path, renderKeyFile(file), 0o600);
}
