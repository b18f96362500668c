import type { IntrospectionEntry } from '../../core/identity/introspection/entry.ts';
import { readDuration } from '../duration.ts';
import { expectedOf, mappingOf } from '../jwt/issuer-entries.ts';
import type { IssuerSource } from '../jwt/issuer-source.ts';
import type { KeyedEntry } from '../keyed-entry.ts';
import type { IdentitySource } from '../policy-source.ts';
import type { RoleGraph } from '../roles.ts';
import { introspectionSchema } from './introspection-schema.ts';

/** The server that is asked about tokens, as a policy writes of it (introspection-schema.ts). */
export interface IntrospectionSource extends Pick<IssuerSource, 'issuer' | 'audiences' | 'claims' | 'roles' | 'default_role' | 'skew'> {
  readonly url: string;
  readonly client_id: string;
  readonly client_secret_file?: string;
  readonly client_secret_env?: string;
  readonly cache?: string;
}

const standard = introspectionSchema.properties;
/** Milliseconds from question to answer. */
const timeout = 3000;

/** The entry of the server that is asked about tokens, where there is one. `resources` and `wanted` as for issuers. */
export function buildIntrospectionEntries({ introspection, jwt }: IdentitySource, roles: RoleGraph, resources: readonly string[], wanted: readonly string[]): readonly KeyedEntry[] {
  if (introspection === undefined) return [];
  const { url, client_id: client, client_secret_file: file, client_secret_env: env = '', cache = standard.cache.default } = introspection;
  const entry: IntrospectionEntry = {
    url,
    client,
    secret: file === undefined ? { env } : { file },
    timeout,
    ...expectedOf(introspection, resources),
    mapping: mappingOf(introspection, roles, wanted),
    cache: readDuration(cache) ?? 0,
    ...(jwt && { beside: true }),
  };
  return [{ kind: 'introspection', server: '', name: '', entry }];
}
