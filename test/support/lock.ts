import { pinServer } from '../../src/cli/snapshot/pin-server.ts';
import type { Listing } from '../../src/cli/snapshot/read-server.ts';
import { pinKinds, pinNames, type PinKind, type ServerPins } from '../../src/compiler/lock/lock-file.ts';
import { renderLock } from '../../src/compiler/lock/render-lock.ts';

type Descriptor = Readonly<Record<string, unknown>>;
/** Descriptors as a server lists them. */
export type Listed = Partial<Readonly<Record<PinKind, readonly Descriptor[]>>>;

/** What `portcullis snapshot` makes of these descriptors, all accepted. */
export function pinsOf(listed: Listed): ServerPins {
  const tables = pinKinds.map((kind) => [kind, new Map((listed[kind] ?? []).map((descriptor) => [String(descriptor[pinNames[kind]]), descriptor]))] as const);
  return pinServer(Object.fromEntries(tables) as unknown as Listing, undefined, true).pins;
}

/** The text of a lock file with one server. */
export function lockOf(server: string, listed: Listed): string {
  return renderLock({ version: 1, servers: { [server]: pinsOf(listed) } });
}
