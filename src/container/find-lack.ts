import { findName } from '../cli/start/fetches.ts';
import type { ResolvConf } from '../cli/start/resolv-conf.ts';
import type { FetchesDescription } from '../compiler/describe-fetches.ts';

/** What of the container decides whether it can fetch. */
export interface FetchSources {
  readonly resolvConf: ResolvConf;
  readonly getenv: (name: string) => string | undefined;
  /** Why a file cannot be read. */
  readonly unreadable: (path: string) => string | undefined;
}

/** Says what is not there for what the policy has fetched, without which all tokens would be refused one by one. */
export function findLack(fetches: FetchesDescription, { resolvConf, getenv, unreadable }: FetchSources): string | undefined {
  const name = findName(fetches);
  if (name !== undefined && resolvConf.nameservers.length === 0) return `/etc/resolv.conf names no name server to ask for ${name}`;
  const { secret } = fetches;
  if (secret === undefined) return undefined;
  if ('env' in secret) return (getenv(secret.env) ?? '') === '' ? `identity.introspection: the environment has no ${secret.env}, which is to hold the secret` : undefined;
  const problem = unreadable(secret.file);
  return problem === undefined ? undefined : `identity.introspection: cannot read the secret ${secret.file}: ${problem}`;
}
