import type { Rule } from '../rules.ts';

/** What the role header said, as nginx read it. */
export interface RoleClaim {
  /** The header's value when the peer is a trusted hop, else empty. */
  readonly trusted: string;
  /** The header's value whoever sent it; repeated headers arrive joined by ", ". */
  readonly sent: string;
}

/** The role of the caller, believed only from a trusted hop and only when it is exactly one name. */
export function readRole(claim: RoleClaim): { readonly role: string } | Rule {
  if (claim.trusted === '') return claim.sent === '' ? 'role.missing' : 'role.untrusted';
  if (/^[\w.-]{1,64}$/.test(claim.trusted)) return { role: claim.trusted };
  return /[,;\s]/.test(claim.trusted) ? 'role.repeated' : 'role.unknown';
}
