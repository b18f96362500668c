import type { FetchesDescription } from '../../compiler/describe-fetches.ts';
import { quote } from './location.ts';
import { isAddress } from './resolv-conf.ts';

/** The lines before `events{}`: nginx keeps no variable of the environment for its workers unless told. */
export function renderEnvironment({ secret }: Partial<FetchesDescription> = {}): readonly string[] {
  return secret !== undefined && 'env' in secret ? [`env ${secret.env};`] : [];
}

/** The lines of `http{}` where anything is fetched by https: njs trusts no authority by itself. */
export function renderTrust({ urls = [] }: Partial<FetchesDescription> = {}, authorities: string): readonly string[] {
  return !urls.some((url) => url.startsWith('https:')) ? [] : [`    js_fetch_trusted_certificate ${quote(authorities)};`];
}

/** The first host that only a name server knows. */
export function findName({ urls }: FetchesDescription): string | undefined {
  return urls.map((url) => /^https?:\/\/(\[[^\]]*\]|[^:/]*)/.exec(url)?.[1] ?? '').find((host) => !isAddress(host));
}
