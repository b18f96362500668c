import type { PinEntry, PromptEntry, ToolEntry } from '../../core/policy/entries.ts';
import type { KeyedEntry } from '../keyed-entry.ts';
import type { Table } from '../policy-source.ts';
import type { Pin } from './lock-file.ts';
import type { Pinning } from './resolve-pins.ts';

/** What the lock file adds to a tool's entry. */
export function pinTool(name: string, pinning: Pinning | undefined): Pick<ToolEntry, 'pin' | 'pinned' | 'off' | 'unpinned'> {
  if (pinning === undefined) return {};
  const pin = pinOf(pinning.pins.tools, name);
  const pinned = pinning.schemas.get(name);
  if (pin === undefined) return pinning.mode === 'enforce' ? { off: true, unpinned: true } : {};
  return { ...(pinned !== undefined && { pinned }), pin };
}

/** What it adds to a prompt's. */
export function pinPrompt(name: string, pinning: Pinning | undefined): Pick<PromptEntry, 'pin' | 'unpinned'> {
  if (pinning === undefined) return {};
  const pin = pinOf(pinning.pins.prompts, name);
  if (pin === undefined) return pinning.mode === 'enforce' ? { unpinned: true } : {};
  return { pin };
}

/** The entries of pinned resources or templates, which the policy does not list one by one. */
export function pinUris(kind: 'resource' | 'template', server: string, pins: Table<Pin>): readonly KeyedEntry[] {
  return Object.entries(pins).map(([name, { sha256 }]) => ({ kind, server, name, entry: { name, pin: sha256 } satisfies PinEntry }));
}

function pinOf(pins: Table<Pin>, name: string): string | undefined {
  return Object.hasOwn(pins, name) ? pins[name]?.sha256 : undefined;
}
