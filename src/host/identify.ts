import { judgeKey } from '../core/identity/api-key.ts';
import { joinCallers, nameAnonymous } from '../core/identity/caller.ts';
import { isRefusal, type Caller, type Method } from '../core/identity/identity.ts';
import { judgeAnswer, judgeUser } from '../core/identity/checked.ts';
import { readRole } from '../core/identity/role.ts';
import { keyHeaders, type IdentitySettings } from '../core/identity/settings.ts';
import { showsKey, withChallenge } from '../core/identity/token.ts';
import { recognizeCertificate } from './certificate.ts';
import { readSettings } from './identity-settings.ts';
import { recognizeToken } from './jwt/recognize-token.ts';
import { noteFailure } from './lockout.ts';
import type { NginxPorts } from './ports.ts';
import { readRoleClaim, readVouchedRole } from './transport.ts';

/**
 * Who calls, or why nobody does: asked once for each request that goes the whole way, since failures are counted here. A promise where
 * a method has to wait for something.
 */
export function identify(r: NginxHTTPRequest, ports: NginxPorts): Caller | Promise<Caller> {
  const settings = readSettings(r.variables);
  if (settings === undefined) return callerOf(readRole(readRoleClaim(r)));
  const caller = recognize(r, settings, ports, false);
  return caller instanceof Promise ? caller.then((known) => noteFailures(r, known, settings)) : noteFailures(r, caller, settings);
}

function noteFailures(r: NginxHTTPRequest, caller: Caller, { lockout, jwt }: IdentitySettings): Caller {
  if (!isRefusal(caller)) return caller;
  for (const name of (lockout && caller.blame) ?? []) {
    if (lockout !== undefined && name !== '' && noteFailure(name, lockout)) r.warn(`portcullis: auth.locked: ${name} for ${lockout.for / 1000} s after ${lockout.failures} failures`);
  }
  return jwt === undefined ? caller : withChallenge(caller);
}

/** The same for an ordinary call, waiting for nothing and counting nothing; undefined where the policy knows callers by the role header alone. */
export function identifyOrdinary(r: NginxHTTPRequest, ports: NginxPorts): Caller | undefined {
  const settings = readSettings(r.variables);
  const caller = settings && recognize(r, settings, ports, true);
  // No method begins to wait for an ordinary call.
  return caller instanceof Promise ? { rule: 'gateway.fault' } : caller;
}

/** Asks the methods from one on; `before` is what those before it found. */
function recognize(r: NginxHTTPRequest, settings: IdentitySettings, ports: NginxPorts, isOrdinary: boolean, from = 0, before?: Caller): Caller | Promise<Caller> {
  const { order, anonymous } = settings;
  let caller = before;
  for (let at = from; at < order.length; at++) {
    const found = recognizeBy(order[at], r, settings, ports, isOrdinary);
    if (found instanceof Promise) return found.then((later) => recognize(r, settings, ports, isOrdinary, at + 1, joinCallers(caller, later)));
    caller = joinCallers(caller, found);
  }
  return caller ?? nameAnonymous(anonymous);
}

function recognizeBy(method: Method | undefined, r: NginxHTTPRequest, settings: IdentitySettings, ports: NginxPorts, isOrdinary: boolean): Caller | Promise<Caller> | undefined {
  switch (method) {
    case 'api_keys': {
      // The header itself must be there: nginx's variable stands for its spelling with underscores too.
      const sent = r.headersIn[settings.header ?? ''];
      // What is no key is a token's affair where tokens are taken from the same header.
      if (sent === undefined || (settings.jwt !== undefined && settings.header === 'Authorization' && !showsKey(sent))) return undefined;
      requireTaken(r, settings.header);
      return judgeKey(sent, r.variables['portcullis_shown'] ?? '', r.variables['portcullis_address'] ?? '', Date.now(), settings, ports);
    }
    case 'jwt':
      return settings.jwt && recognizeToken(r, settings.jwt, settings, ports, isOrdinary);
    case 'mtls':
      return settings.mtls && recognizeCertificate(r, settings.mtls, ports);
    case 'basic':
      return judgeUser(r.variables['portcullis_user'] ?? '', ports);
    case 'auth_request':
      return judgeAnswer({ status: r.variables['portcullis_said'] ?? '', role: r.variables['mcp_auth_role'] ?? '', user: r.variables['mcp_auth_user'] ?? '' });
    case 'role_header': {
      const trusted = readVouchedRole(r);
      return trusted === '' ? undefined : callerOf(readRole({ trusted, sent: trusted }));
    }
    case undefined:
      return undefined;
  }
}

function callerOf(found: ReturnType<typeof readRole>): Caller {
  return typeof found === 'string' ? { rule: found } : found;
}

/** A header of choice is nginx's to take off: without word that it does, no key comes in it. */
function requireTaken({ variables }: NginxHTTPRequest, header = ''): void {
  if (keyHeaders.includes(header) || variables['portcullis_taken'] === header) return;
  throw new Error(`keys in ${header} need \`proxy_set_header ${header} "";\` and \`set $portcullis_taken ${header};\` in the location`);
}
