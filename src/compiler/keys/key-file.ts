/* The file of keys beside the policy: made by `portcullis key`, holding nothing that a key could be made from. */

/** One key. Several may have one name, so that a caller can change from one to the next. */
export interface StoredKey {
  readonly name: string;
  readonly role: string;
  /** By which it is found; part of the key. */
  readonly id: string;
  readonly salt: string;
  /** SHA-256 of the SHA-256 of salt and key, both in hex (core/identity/api-key.ts). */
  readonly hash: string;
  /** ISO 8601, UTC, to the second. */
  readonly created: string;
  /** The same; absent: never. */
  readonly expires?: string;
}

export interface KeyFile {
  readonly version: 1;
  readonly keys: readonly StoredKey[];
}

const name = { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,64}$' } as const;
const time = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$' } as const;
const hex = (length: number) => ({ type: 'string', pattern: `^[0-9a-f]{${length}}$` }) as const;

/** JSON Schema of such a file. */
export const keyFileSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'keys'],
  properties: {
    version: { const: 1 },
    keys: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'role', 'id', 'salt', 'hash', 'created'],
        properties: { name, role: name, id: hex(12), salt: hex(32), hash: hex(64), created: time, expires: time },
      },
    },
  },
} as const;

/** The file's text: one line a key, for people and their diffs. */
export function renderKeyFile({ version, keys }: KeyFile): string {
  const lines = keys.map((key) => `    ${JSON.stringify(key)}`);
  return `{\n  "version": ${version},\n  "keys": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}
