import type { JsonObject } from '../jsonrpc/json.ts';
import type { PinPorts, PolicyPort } from '../ports.ts';
import { descriptorDigestInput } from './descriptor.ts';
import type { EntryKind } from './key.ts';
import { nameOf, type ListName } from './lists.ts';
import { readEntry } from './lookup.ts';
import { pinOf } from './pin.ts';

const kinds: { readonly [name in ListName]: EntryKind } = { tools: 'tool', prompts: 'prompt', resources: 'resource', resourceTemplates: 'template' };

/** Whether a listed item is the one that was approved: its descriptor has the pinned digest. */
export function isPinned(list: ListName, item: JsonObject, server: string, ports: PolicyPort & PinPorts): boolean {
  const pin = pinOf(readEntry(ports, kinds[list], server, nameOf(list, item) ?? ''));
  const canonical = descriptorDigestInput(item);
  return pin !== undefined && canonical !== undefined && ports.digest(canonical) === pin;
}

/**
 * Notes whether a tool or prompt was last listed with another descriptor than the pinned one: it is denied then, until it is
 * listed as pinned again, or another pin is approved.
 */
export function noteListed(list: ListName, item: JsonObject, server: string, isAsPinned: boolean, ports: PolicyPort & PinPorts): void {
  const name = nameOf(list, item) ?? '';
  const pin = pinOf(readEntry(ports, kinds[list], server, name));
  if (pin !== undefined && (list === 'tools' || list === 'prompts')) ports.noteChange(changeKey(kinds[list], server, name, pin), !isAsPinned);
}

/** What a change is noted under. */
export function changeKey(kind: EntryKind, server: string, name: string, pin: string): string {
  return `${kind} ${server} ${pin} ${name}`;
}
