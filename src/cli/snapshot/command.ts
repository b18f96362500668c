import { colors } from '../colors.ts';
import { pinKinds, type ServerPins } from '../../compiler/lock/lock-file.ts';
import { Failure } from '../failure.ts';
import { packageVersion } from '../folders.ts';
import { printLine, printNote } from '../print.ts';
import { findDifferences } from './differences.ts';
import { loadLock, saveLock } from './lock-store.ts';
import { readOptions, type SnapshotFlags } from './options.ts';
import { pinServer, type Hiding } from './pin-server.ts';
import { readServer } from './read-server.ts';
import { nouns, renderDifferences, showName } from './render-differences.ts';

/** `portcullis snapshot`: pins what a server lists, or with `--diff` shows what differs from what is pinned. */
export async function snapshotCommand(url: string, flags: SnapshotFlags): Promise<void> {
  // 1. What was approved before, and what the server says now.
  const { address, server, lock: path } = readOptions(url, flags);
  const lock = loadLock(path);
  const before = Object.hasOwn(lock.servers, server) ? lock.servers[server] : undefined;
  if (flags.diff && before === undefined) throw new Failure(`nothing is pinned of ${server} in ${path}: pin it without --diff first`);
  const { pins, hidings } = pinServer(await readServer(address, packageVersion()), before, flags.acceptHidden === true);

  // 2. What differs, and what hides.
  const differences = before === undefined ? [] : findDifferences(before, pins);
  const refused = flags.diff ? [] : hidings.filter(({ accepted }) => !accepted);
  const written = !flags.diff && refused.length === 0;
  if (written) saveLock(path, lock, server, pins);
  if (flags.json) printLine(JSON.stringify({ server, lock: path, written, pinned: countPins(pins), differences, hidden: hidings }, null, 2));
  else {
    for (const hiding of hidings) printNote(renderHiding(hiding));
    if (differences.length > 0) printLine(renderDifferences(differences));
    if (written) printLine(`${before === undefined ? 'pinned' : 'pinned anew'}: ${server} with ${renderCounts(pins)}, in ${path}`);
    else if (flags.diff && differences.length === 0) printLine(`${server} is as pinned: ${renderCounts(pins)}`);
  }

  // 3. How it ends.
  if (refused.length > 0) throw new Failure(`${refused.map(nameHiding).join(', ')} ${refused.length === 1 ? 'hides' : 'hide'} text; nothing was written. To pin it all the same: --accept-hidden`);
  if (flags.diff && differences.length > 0) process.exitCode = 1;
}

function renderHiding(hiding: Hiding): string {
  return `${colors.yellow('warning:')} ${nameHiding(hiding)} hides text: ${hiding.hides.join(', ')}${hiding.accepted ? ' (accepted)' : ''}`;
}

function nameHiding({ kind, name }: Hiding): string {
  return `${nouns[kind]} ${showName(name)}`;
}

function countPins(pins: ServerPins): Readonly<Record<string, number>> {
  return Object.fromEntries(pinKinds.map((kind) => [kind, Object.keys(pins[kind]).length]));
}

function renderCounts(pins: ServerPins): string {
  return Object.entries(countPins(pins)).map(([kind, count]) => `${count} ${count === 1 ? kind.slice(0, -1) : kind}`).join(', ');
}
