import type { Bindings } from '../ports.ts';
import type { Rule } from '../rules.ts';
import type { Identity } from './identity.ts';

/** What belongs to the caller who opened it: a session of Streamable HTTP, one of HTTP+SSE, a task. */
export type Belonging = 'session' | 'sse' | 'task';

/** An id that a request names, which must be its caller's. */
export interface Claim {
  readonly what: Belonging;
  readonly id: string;
}

/** Visible ASCII (2025-11-25, "Session Management"), less the comma that joins repeated headers. */
const sessionId = /^[!-+\--~]{1,256}$/;
/** Anything but control characters. */
const taskId = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

/** Whether an id can be kept; the longest are bounded, since what is kept takes memory. */
export function isBindable({ what, id }: Claim): boolean {
  return (what === 'task' ? taskId : sessionId).test(id);
}

/** What an id is kept under: ids of one server say nothing of another's. Names of servers hold no blanks. */
export function bindingKey(server: string, { what, id }: Claim): string {
  return `${what} ${server} ${id}`;
}

/** What stands for an identity in what is kept. */
export function ownerText({ role, owner }: Identity): string {
  return owner ?? ownerByRole(role);
}

/** The same of a caller of whom nothing but the role is known. */
export function ownerByRole(role: string): string {
  return `role ${role}`;
}

/** Makes an id the caller's; false when it cannot be, or is another's. */
export function bind(server: string, claim: Claim, caller: Identity, bindings: Bindings): boolean {
  return isBindable(claim) && bindings.bind(bindingKey(server, claim), ownerText(caller));
}

/** Whether an id is the caller's own, or else the rule broken. */
export function judgeClaim(server: string, claim: Claim, caller: Identity, bindings: Bindings): Rule | undefined {
  const owner = bindings.ownerOf(bindingKey(server, claim));
  if (owner === ownerText(caller)) return undefined;
  const family = claim.what === 'task' ? 'task' : 'session';
  return owner === undefined ? `${family}.unknown` : `${family}.owner`;
}
