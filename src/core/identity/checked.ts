import { identify, type Caller } from './identity.ts';
import { readRole } from './role.ts';

/** `user` entry of the compiled policy, by the user's name. */
export interface UserEntry {
  readonly role: string;
}

/** What is known of users. */
export interface UserPorts {
  findUser(name: string): UserEntry | undefined;
}

/** What a name may be for the log, and to be one to everybody: several that nginx joined have a comma, bytes that are no UTF-8 a U+FFFD. */
const plainUser = /^[^\p{C},\uFFFD]{1,256}$/u;

/**
 * Who a user is, by the name that nginx has checked the password of; undefined where it has checked none.
 *
 * @param user `$portcullis_user`, which only basic.conf sets, after the password
 */
export function judgeUser(user: string, ports: UserPorts): Caller | undefined {
  if (user === '') return undefined;
  const found = plainUser.test(user) ? ports.findUser(user) : undefined;
  return found === undefined ? { rule: 'auth.role' } : identify('basic', found.role, user);
}

/** What a service said of the caller, in variables that only `auth_request_set` sets; all empty where none was asked. */
export interface ServiceAnswer {
  /** `$portcullis_said`. */
  readonly status: string;
  /** `$mcp_auth_role`; several headers arrive joined by ", ". */
  readonly role: string;
  /** `$mcp_auth_user`, which may be empty: then no more is known than the role. */
  readonly user: string;
}

/** Who it is by the answer of a service; undefined where none was asked. nginx sets role and user whatever the service decided. */
export function judgeAnswer({ status, role, user }: ServiceAnswer): Caller | undefined {
  if (status === '' && role === '' && user === '') return undefined;
  const read = readRole({ trusted: role, sent: role });
  if (!/^2\d\d$/.test(status) || typeof read === 'string' || (user !== '' && !plainUser.test(user))) return { rule: 'auth.role' };
  return user === '' ? { ...read, owner: `role ${read.role} auth_request` } : identify('auth_request', read.role, user);
}
