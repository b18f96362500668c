import type { Path, Report } from '../problem.ts';
import { listHidden } from './accepted.ts';
import { digestDescriptor } from './digest.ts';
import { pinKinds, pinNames, type LockFile, type Pin } from './lock-file.ts';

/** Checks that each pin is of the descriptor it stands with, and hides nothing that nobody accepted. */
export function checkPins(lock: LockFile, report: Report): void {
  for (const [server, pins] of Object.entries(lock.servers)) {
    for (const kind of pinKinds) {
      for (const [name, pin] of Object.entries(pins[kind])) checkPin(name, pinNames[kind], pin, ['servers', server, kind, name], report);
    }
  }
}

function checkPin(name: string, nameKey: string, { sha256, accepted = [], descriptor }: Pin, path: Path, report: Report): void {
  const say = (steps: Path, message: string, hint: string): void => {
    report({ severity: 'error', path: [...path, ...steps], message, hint });
  };
  const again = 'undo the edit, or approve the server as it is by `portcullis snapshot`';
  if (descriptor[nameKey] !== name) say(['descriptor', nameKey], `the descriptor is not that of \`${name}\``, again);
  const digest = digestDescriptor(descriptor);
  if (digest !== sha256) say(['sha256'], `the descriptor of \`${name}\` is not the one that was approved: its SHA-256 is another`, again);
  const hidden = digest === undefined ? [] : listHidden(descriptor);
  const open = hidden.filter((one) => !accepted.includes(one));
  if (open.length > 0) say(['descriptor'], `the descriptor of \`${name}\` hides text: ${open.join(', ')}`, 'look at it with `portcullis snapshot --diff`; to pin it all the same, `--accept-hidden`');
}
