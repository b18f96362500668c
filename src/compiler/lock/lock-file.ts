import type { Table } from '../policy-source.ts';
import type { SchemaObject } from '../schema/keywords.ts';

/* The lock file: the descriptors of each server as somebody approved them, beside the policy and in version control. */

/** Where a policy's lock file is, or would be: in its folder. */
export function lockBeside(policy: string): string {
  return besidePolicy(policy, 'portcullis.lock.json');
}

/** Where a file is that a policy names: a path from its folder, or a whole one. */
export function besidePolicy(policy: string, path: string): string {
  if (/^(?:[A-Za-z]:)?[\\/]/.test(path)) return path;
  return policy.slice(0, Math.max(policy.lastIndexOf('/'), policy.lastIndexOf('\\')) + 1) + path;
}

/** What is pinned of a server, each by the member of its descriptors that names them. */
export const pinNames = { tools: 'name', prompts: 'name', resources: 'uri', templates: 'uriTemplate' } as const;
export type PinKind = keyof typeof pinNames;
export const pinKinds = Object.keys(pinNames) as readonly PinKind[];

/** One descriptor as approved. */
export interface Pin {
  /** Over the canonical form of the descriptor, in hex. */
  readonly sha256: string;
  /** Hidden texts somebody approved, as `<kind> in <field>`. */
  readonly accepted?: readonly string[];
  readonly descriptor: SchemaObject;
}

/** Everything pinned of one server, by name. */
export type ServerPins = Readonly<Record<PinKind, Table<Pin>>>;

export interface LockFile {
  readonly version: 1;
  readonly servers: Table<ServerPins>;
}

const pins = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    required: ['sha256', 'descriptor'],
    properties: {
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      accepted: { type: 'array', items: { type: 'string' } },
      descriptor: { type: 'object' },
    },
  },
} as const;

/** JSON Schema of a lock file. */
export const lockSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'servers'],
  properties: {
    version: { const: 1 },
    servers: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: pinKinds,
        properties: Object.fromEntries(pinKinds.map((kind) => [kind, pins])),
      },
    },
  },
};
