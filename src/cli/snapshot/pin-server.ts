import { listHidden } from '../../compiler/lock/accepted.ts';
import { digestDescriptor } from '../../compiler/lock/digest.ts';
import { pinKinds, type Pin, type PinKind, type ServerPins } from '../../compiler/lock/lock-file.ts';
import { showText } from '../../compiler/lock/show-path.ts';
import type { Table } from '../../compiler/policy-source.ts';
import { Failure } from '../failure.ts';
import type { Listing } from './read-server.ts';

/** A descriptor with text that people do not see and models read. */
export interface Hiding {
  readonly kind: PinKind;
  readonly name: string;
  /** `<kind> in <field>` each. */
  readonly hides: readonly string[];
  /** Whether somebody said that this is all right. */
  readonly accepted: boolean;
}

/** What a server lists as pins, and what of it hides text. Accepted is what was before, unchanged, or everything now. */
export function pinServer(listing: Listing, before: ServerPins | undefined, acceptHidden: boolean): { readonly pins: ServerPins; readonly hidings: readonly Hiding[] } {
  const hidings: Hiding[] = [];
  const pin = (kind: PinKind, name: string, descriptor: Readonly<Record<string, unknown>>): Pin => {
    const sha256 = digestDescriptor(descriptor);
    if (sha256 === undefined) throw new Failure(`${showText(JSON.stringify(name))} of the server's ${kind} cannot be pinned: readers of JSON could take it differently (-0, a lone surrogate, too deep)`);
    const hides = listHidden(descriptor);
    if (hides.length === 0) return { sha256, descriptor };
    const accepted = acceptHidden || isAccepted(before?.[kind], name, sha256, hides);
    hidings.push({ kind, name, hides, accepted });
    return { sha256, ...(accepted && { accepted: hides }), descriptor };
  };
  const tables = pinKinds.map((kind) => [kind, Object.fromEntries([...listing[kind]].map(([name, descriptor]) => [name, pin(kind, name, descriptor)]))] as const);
  return { pins: Object.fromEntries(tables) as unknown as ServerPins, hidings };
}

function isAccepted(pins: Table<Pin> = {}, name: string, sha256: string, hides: readonly string[]): boolean {
  const before = Object.hasOwn(pins, name) ? pins[name] : undefined;
  return before?.sha256 === sha256 && hides.every((one) => before.accepted?.includes(one));
}
