import type { Rule } from '../rules.ts';

/** How a caller can be known; the names are the policy's. */
export const methods = ['api_keys', 'jwt', 'role_header'] as const;
export type Method = (typeof methods)[number];

/** Who calls. Names, never a token. */
export interface Identity {
  /** By which everything is decided. */
  readonly role: string;
  /** Who it is within the role, for the log; absent where no more is known than the role. */
  readonly subject?: string;
  /** Whose the sessions and tasks of this caller are (binding.ts); absent: of all in the role. */
  readonly owner?: string | undefined;
  /** What its token was granted (OAuth scopes); absent where it is known by something that has none, which scopes do not bind. */
  readonly scopes?: readonly string[];
  /** What its token claims, of the claims that rules of the policy ask for, by path; absent as above. */
  readonly claims?: Readonly<Record<string, string>>;
}

/** Why it is nobody. */
export interface Refusal {
  readonly rule: Rule;
  /** HTTP status and `WWW-Authenticate`, where they are not those of the rule's family (answers.ts). */
  readonly status?: number | undefined;
  readonly challenge?: string;
  /** What the failure is counted against (api-key.ts). */
  readonly blame?: readonly string[];
}

/** What one method, or all together, made of a request. */
export type Caller = Identity | Refusal;

/** Whether nobody calls. */
export function isRefusal(caller: Caller): caller is Refusal {
  return 'rule' in caller;
}

/** Names the caller of a method for what is kept: two methods may know the same name, and another by it. Roles hold no blanks. */
export function identify(method: string, role: string, subject: string): Identity {
  return { role, subject, owner: `role ${role} ${method} ${subject}` };
}
