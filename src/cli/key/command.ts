import { readDuration } from '../../compiler/duration.ts';
import type { StoredKey } from '../../compiler/keys/key-file.ts';
import { Failure } from '../failure.ts';
import { printLine, printNote } from '../print.ts';
import { loadKeys, saveKeys } from './key-store.ts';
import { makeKey } from './make-key.ts';
import { renderKeys, showKey } from './keys-table.ts';

const nameShape = /^[A-Za-z0-9_.-]{1,64}$/;

/** `portcullis key add`: prints a new key on standard output, once, and keeps its hash. */
export function addKeyCommand(name: string, options: { readonly role: string; readonly expires: string; readonly file: string }): void {
  for (const text of [name, options.role]) if (!nameShape.test(text)) throw new Failure(`${JSON.stringify(text)} cannot be a name: use 1 to 64 letters, digits, _ . or -`);
  const now = Date.now();
  const { version, keys } = loadKeys(options.file);
  const { key, stored } = makeKey(name, options.role, now, readExpiry(options.expires, now));
  saveKeys(options.file, { version, keys: [...keys, stored] });
  printLine(key);
  printNote(`${showKey(stored)}, in ${options.file}. The key is shown only now. It counts once the policy is compiled again and nginx reloaded.`);
}

/** `portcullis key list`: prints who has keys, and until when. */
export function listKeysCommand(options: { readonly file: string; readonly json?: true }): void {
  const { keys } = loadKeys(options.file);
  if (options.json) printLine(JSON.stringify({ keys: keys.map(({ name, role, id, created, expires }) => ({ name, role, id, created, expires })) }, null, 2));
  else printLine(keys.length === 0 ? `no keys in ${options.file}` : renderKeys(keys, Date.now()));
}

/** `portcullis key remove`: takes away the key with an id, or all keys of a name. */
export function removeKeyCommand(which: string, options: { readonly file: string }): void {
  const { version, keys } = loadKeys(options.file);
  const isMeant = ({ id, name }: StoredKey): boolean => id === which || name === which;
  const removed = keys.filter(isMeant);
  if (removed.length === 0) throw new Failure(`${options.file} has no key with the name or id ${JSON.stringify(which)}`);
  saveKeys(options.file, { version, keys: keys.filter((key) => !isMeant(key)) });
  for (const key of removed) printLine(`removed: ${showKey(key)}`);
  printNote('Compile the policy again and reload nginx: until then it counts.');
}

function readExpiry(text: string, now: number): number | undefined {
  if (text === 'never') return undefined;
  const seconds = readDuration(text);
  if (seconds === undefined) throw new Failure(`--expires ${JSON.stringify(text)} is not a time: write 12h, 90d or never`);
  return now + seconds * 1000;
}
