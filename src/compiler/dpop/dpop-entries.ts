import type { DpopEntry } from '../../core/identity/dpop/proof.ts';
import { normalizeTarget } from '../../core/identity/dpop/target.ts';
import type { Algorithm } from '../../core/identity/jwt/algorithms.ts';
import { readDuration } from '../duration.ts';
import type { KeyedEntry } from '../keyed-entry.ts';
import { resolvePaths } from '../paths.ts';
import type { PolicySource, ServerSource } from '../policy-source.ts';
import { dpopSchema } from './dpop-schema.ts';

/** Proofs of possession as a policy writes of them (dpop-schema.ts). */
export interface DpopSource {
  readonly required?: boolean;
  readonly algorithms?: readonly Algorithm[];
  readonly window?: string;
  readonly nonce?: boolean;
}

const standard = dpopSchema.properties;

/** What proofs must be for, by server. */
export function buildDpopEntries({ identity, servers }: PolicySource): readonly KeyedEntry[] {
  const dpop = identity?.dpop;
  return dpop === undefined ? [] : Object.entries(servers).map(([server, source]) => ({ kind: 'dpop', server, name: '', entry: buildEntry(dpop, source) }) as const);
}

/** What proofs may be signed with. */
export function dpopAlgorithms({ algorithms = standard.algorithms.default }: DpopSource): readonly Algorithm[] {
  return algorithms;
}

function buildEntry(dpop: DpopSource, source: ServerSource): DpopEntry {
  const { required, window = standard.window.default, nonce } = dpop;
  return { ...(required && { required }), algorithms: dpopAlgorithms(dpop), window: readDuration(window) ?? 0, ...(nonce && { nonce }), targets: targetsOf(source) };
}

/**
 * The public URLs of a server's endpoints: its `resource`, and those of the older transport beside it, where the paths that clients see end as
 * the gateway's do.
 */
function targetsOf(source: ServerSource): readonly string[] {
  const { resource = '' } = source;
  const [own, ...others] = resolvePaths(source).map(({ path }) => path);
  const before = own !== undefined && resource.endsWith(own) ? resource.slice(0, -own.length) : undefined;
  const urls = [resource, ...(before === undefined ? [] : others.map((path) => before + path))];
  return [...new Set(urls.flatMap((url) => normalizeTarget(url) ?? []))];
}
