import type { UserEntry } from '../core/identity/checked.ts';
import type { NameEntry, PatternEntry } from '../core/identity/mtls/judge-certificate.ts';
import { isPattern, nameKinds, type NameKind } from '../core/identity/mtls/name-pattern.ts';
import type { CertificateSettings } from '../core/identity/settings.ts';
import type { KeyedEntry } from './keyed-entry.ts';
import type { CertificateNameSource, IdentitySource } from './policy-source.ts';

/** The name that stands for a certificate, and which part of it that is; undefined where a line has none. */
export function nameOf(source: CertificateNameSource): { readonly kind: NameKind; readonly name: string } | undefined {
  for (const kind of nameKinds) {
    const name = source[kind];
    if (name !== undefined) return { kind, name: kind === 'dns' ? name.toLowerCase() : name };
  }
  return undefined;
}

/** What the gateway is to know of names beside the entries. */
export function summarizeNames(names: readonly CertificateNameSource[]): CertificateSettings {
  const all = names.flatMap((source) => nameOf(source) ?? []);
  return {
    exact: nameKinds.filter((kind) => all.some((one) => one.kind === kind && !isPattern(kind, one.name))),
    hasPatterns: all.some(({ kind, name }) => isPattern(kind, name)),
  };
}

/** The entries of names in certificates, each by itself but for the patterns, and of users. */
export function buildIdentityEntries({ mtls, basic }: IdentitySource = {}): readonly KeyedEntry[] {
  const patterns: PatternEntry[] = [];
  const names: KeyedEntry[] = [];
  for (const [at, source] of (mtls?.names ?? []).entries()) {
    const { role } = source;
    const named = nameOf(source);
    if (named === undefined) continue;
    const { kind, name } = named;
    if (isPattern(kind, name)) patterns.push({ kind, pattern: name, role, at });
    else names.push({ kind: 'name', server: '', name: `${kind}:${name}`, entry: { role, at } satisfies NameEntry });
  }
  if (patterns.length > 0) names.push({ kind: 'name', server: '', name: '', entry: { patterns } });
  const users = Object.entries(basic?.users ?? {}).map(([name, role]): KeyedEntry => ({ kind: 'user', server: '', name, entry: { role } satisfies UserEntry }));
  return [...names, ...users];
}
