import type { IdentitySource } from './policy-source.ts';

/** What the gateway fetches while nginx runs, for which nginx has to know name servers and authorities (docs/identity.md). */
export interface FetchesDescription {
  /** Keys of issuers, and who is asked about tokens: https, or http on loopback. */
  readonly urls: readonly string[];
  /** The secret that is shown when asking about tokens. */
  readonly secret?: { readonly file: string } | { readonly env: string };
}

/** Describes what a sound policy has the gateway fetch; undefined: nothing. */
export function describeFetches({ jwt = [], introspection }: IdentitySource = {}): FetchesDescription | undefined {
  const keys = jwt.flatMap(({ jwks }) => (jwks === undefined ? [] : [jwks]));
  if (introspection === undefined) return keys.length === 0 ? undefined : { urls: keys };
  const { url, client_secret_file: file, client_secret_env: env = '' } = introspection;
  return { urls: [...keys, url], secret: file === undefined ? { env } : { file } };
}
