import { isObject } from '../jsonrpc/json.ts';
import type { ServerEntry } from './entries.ts';

/** What is done about a descriptor that is not the pinned one: it is hidden, it is logged, or nobody looks. */
export type PinMode = 'enforce' | 'warn' | 'off';

/** How the descriptors a server lists are held against the pinned ones. */
export function pinModeOf(server: Partial<ServerEntry>): PinMode {
  return server.pin ?? 'off';
}

/**
 * The pinned digest of an entry (`tool`, `prompt`, `resource` or `template`): SHA-256, in lower-case hex, of what
 * descriptor.ts makes of the descriptor. `undefined` when nothing is pinned, which no descriptor fits.
 */
export function pinOf(entry: unknown): string | undefined {
  const pin = isObject(entry) && Object.hasOwn(entry, 'pin') ? entry['pin'] : undefined;
  return typeof pin === 'string' ? pin : undefined;
}
