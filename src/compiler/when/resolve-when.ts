import type { When } from '../../core/policy/when.ts';
import type { ArgumentSource, Table } from '../policy-source.ts';
import { networkOf, type Networks } from './networks.ts';
import { resolveTimes } from './times.ts';
import type { WhenSource } from './when-source.ts';

/** Conditions from the farthest level to the nearest. */
export type WhenLevels = readonly (WhenSource | undefined)[];

/** What an entry says of its conditions, those of farther levels worked in; nothing where there are none. */
export function resolveWhen(levels: WhenLevels, networks: Networks, args: Table<ArgumentSource> = {}): { readonly when?: When } {
  const nets = levels.flatMap((level) => (level?.networks ? [level.networks.map((text) => networks.get(networkOf(text)) ?? -1)] : []));
  const times = levels.flatMap((level) => (level?.times ? [resolveTimes(level.times)] : []));
  const equal = Object.entries(args).flatMap(([name, { equals }]) => (equals === undefined ? [] : [[name, equals] as const]));
  const when: When = {
    ...(nets.length > 0 && { nets }),
    ...(times.length > 0 && { times }),
    ...(levels.some((level) => level?.client_certificate === 'required') && { cert: true }),
    ...(equal.length > 0 && { equal: Object.fromEntries(equal) }),
  };
  return Object.keys(when).length === 0 ? {} : { when };
}
