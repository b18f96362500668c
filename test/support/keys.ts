import { makeKey } from '../../src/cli/key/make-key.ts';
import { renderKeyFile, type StoredKey } from '../../src/compiler/keys/key-file.ts';

/** Keys for tests, by what they are called here, and the text of their file. */
export interface TestKeys<Name extends string> {
  readonly keys: Readonly<Record<Name, string>>;
  readonly stored: Readonly<Record<Name, StoredKey>>;
  readonly file: string;
}

const day = 86_400_000;

/** Makes keys: each a name, a role, and how many days from now it expires; none: never. */
export function makeKeys<Name extends string>(wanted: Readonly<Record<Name, readonly [name: string, role: string, days?: number]>>): TestKeys<Name> {
  const now = Date.now();
  const made = (Object.entries(wanted) as [Name, readonly [string, string, number?]][]).map(([label, [name, role, days]]) => [label, makeKey(name, role, now, days === undefined ? undefined : now + days * day)] as const);
  return {
    keys: Object.fromEntries(made.map(([label, { key }]) => [label, key])) as Record<Name, string>,
    stored: Object.fromEntries(made.map(([label, { stored }]) => [label, stored])) as Record<Name, StoredKey>,
    file: renderKeyFile({ version: 1, keys: made.map(([, { stored }]) => stored) }),
  };
}
