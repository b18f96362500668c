import type { Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { hintAt } from '../suggest.ts';
import type { KeyFile } from './key-file.ts';

const day = 86_400_000;
/** Time enough to make a new key and hand it out. */
const soon = 14 * day;

/** Checks that the roles of keys exist, and warns of keys that are of no use or soon will not be. */
export function checkKeys({ keys }: KeyFile, roles: RoleGraph, now: number, report: Report): void {
  for (const [index, { name, role, id, expires }] of keys.entries()) {
    if (!roles.names.includes(role)) report({ severity: 'error', path: ['keys', index, 'role'], message: `there is no role \`${role}\`, which the key ${id} of \`${name}\` has`, hint: hintAt(role, roles.names, 'roles') });
    const left = expires === undefined ? soon : Date.parse(expires) - now;
    if (left >= soon) continue;
    const message = left <= 0 ? `the key ${id} of \`${name}\` has expired` : `the key ${id} of \`${name}\` expires in ${Math.ceil(left / day)} days`;
    const hint = left <= 0 ? `remove it: \`portcullis key remove ${id}\`` : `make the next: \`portcullis key add ${name} --role ${role}\``;
    report({ severity: 'warning', path: ['keys', index, 'expires'], message, hint });
  }
}
