import { parseClaimPath, type ClaimPath } from '../../core/identity/jwt/claim-path.ts';
import { usualMapping, type ClaimMapping } from '../../core/identity/jwt/grant.ts';
import type { IssuerEntry, KeySource } from '../../core/identity/jwt/issuer.ts';
import type { VerificationKey } from '../../core/identity/jwt/jwk.ts';
import { usualTimes } from '../../core/identity/jwt/jwks-cache.ts';
import { readDuration } from '../duration.ts';
import type { KeyedEntry } from '../keyed-entry.ts';
import type { RoleGraph } from '../roles.ts';
import { issuersSchema } from './issuer-schema.ts';
import type { IssuerSource } from './issuer-source.ts';

const standard = issuersSchema.items.properties;

/** The pinned keys of each issuer, by its place in the policy; without any where it publishes them. */
export type PinnedKeys = ReadonlyMap<number, readonly VerificationKey[]>;

/** The entries of issuers, by `iss`, and one for all that publish their keys. `resources`: the URLs of servers. `wanted`: paths of claims that rules ask for. */
export function buildIssuerEntries(issuers: readonly IssuerSource[], pinned: PinnedKeys, roles: RoleGraph, resources: readonly string[], wanted: readonly string[]): readonly KeyedEntry[] {
  const entries = issuers.map((issuer, at) => buildIssuer(issuer, pinned.get(at), roles, resources, wanted));
  const sources = entries.flatMap(({ source }) => (source === undefined ? [] : [source]));
  return [
    ...entries.map((entry) => ({ kind: 'issuer', server: '', name: entry.expects.issuer, entry }) as const),
    ...(sources.length === 0 ? [] : [{ kind: 'issuer', server: '', name: '', entry: { sources } } as const]),
  ];
}

function buildIssuer(issuer: IssuerSource, keys: readonly VerificationKey[] | undefined, roles: RoleGraph, resources: readonly string[], wanted: readonly string[]): IssuerEntry {
  const { refresh, remember } = timesOf(issuer);
  return { ...expectedOf(issuer, resources), mapping: mappingOf(issuer, roles, wanted), ...(keys === undefined ? sourceOf(issuer, refresh) : { keys }), remember };
}

/** Whom tokens must be from and for; `resources` as above. */
export function expectedOf({ issuer, audiences, skew = standard.skew.default }: Pick<IssuerSource, 'issuer' | 'audiences' | 'skew'>, resources: readonly string[]): Pick<IssuerEntry, 'expects' | 'resources'> {
  const isResource = (audience: string): boolean => resources.includes(audience);
  const expects = { issuer, audiences: (audiences ?? []).filter((audience) => !isResource(audience)), skew: readDuration(skew) ?? 0 };
  return { expects, ...(audiences && resources.length > 0 && { resources: audiences.filter(isResource) }) };
}

/** In milliseconds. */
export function timesOf({ refresh = standard.refresh.default, remember = refresh }: IssuerSource): { readonly refresh: number; readonly remember: number } {
  return { refresh: (readDuration(refresh) ?? 0) * 1000, remember: (readDuration(remember) ?? 0) * 1000 };
}

function sourceOf({ jwks = '', algorithms }: IssuerSource, refresh: number): { readonly source: KeySource } {
  return { source: { url: jwks, times: { ...usualTimes, refresh, pause: Math.min(usualTimes.pause, refresh) }, ...(algorithms && { algorithms }) } };
}

/** Where claims say who calls; `wanted` as above. */
export function mappingOf({ claims = {}, roles: named, default_role: otherwise }: Pick<IssuerSource, 'claims' | 'roles' | 'default_role'>, roles: RoleGraph, wanted: readonly string[]): ClaimMapping {
  const { role = standard.claims.properties.role.default, subject = standard.claims.properties.subject.default, scope } = claims;
  return {
    subject: pathOf(subject),
    role: { claim: pathOf(role), values: valuesOf(named, roles), ...(otherwise !== undefined && { otherwise }) },
    scopes: scope === undefined ? usualMapping.scopes : [pathOf(scope)],
    ...(wanted.length > 0 && { wanted: wanted.map((path) => [path, pathOf(path)] as const) }),
  };
}

/** By their names unless told: of two roles the one that may do what the other may comes first. */
function valuesOf(named: IssuerSource['roles'], { names, expand }: RoleGraph): readonly (readonly [string, string])[] {
  if (named === undefined) return names.toSorted((one, other) => expand([one]).length - expand([other]).length).map((name) => [name, name]);
  return named instanceof Array ? named.map((name) => [name, name]) : Object.entries(named);
}

/** Broken ones are reported (check-issuers.ts), and nothing is compiled then. */
function pathOf(text: string): ClaimPath {
  return parseClaimPath(text) ?? [text];
}
