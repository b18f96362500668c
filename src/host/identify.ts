import { judgeKey } from '../core/identity/api-key.ts';
import { joinCallers, nameAnonymous } from '../core/identity/caller.ts';
import { isRefusal, type Caller, type Method } from '../core/identity/identity.ts';
import { judgeAnswer, judgeUser } from '../core/identity/checked.ts';
import { readRole } from '../core/identity/role.ts';
import type { IdentitySettings } from '../core/identity/settings.ts';
import { recallEntry } from '../core/policy/recall.ts';
import { recognizeCertificate } from './certificate.ts';
import { noteFailure } from './lockout.ts';
import type { NginxPorts } from './ports.ts';
import { readRoleClaim, readVouchedRole } from './transport.ts';

/**
 * Who calls, or why nobody does: asked once for each request that goes the whole way, since failures are counted here. A promise where
 * a method has to wait for something, which those that there are do not.
 */
export function identify(r: NginxHTTPRequest, ports: NginxPorts): Caller | Promise<Caller> {
  const settings = readSettings(r);
  if (settings === undefined) return callerOf(readRole(readRoleClaim(r)));
  const caller = recognize(r, settings, ports);
  const { lockout } = settings;
  if (!isRefusal(caller) || lockout === undefined) return caller;
  for (const name of caller.blame ?? []) {
    if (name !== '' && noteFailure(name, lockout)) r.warn(`portcullis: auth.locked: ${name} for ${lockout.for / 1000} s after ${lockout.failures} failures`);
  }
  return caller;
}

/** The same for an ordinary call, counting nothing; undefined where the policy knows callers by the role header alone. */
export function identifyOrdinary(r: NginxHTTPRequest, ports: NginxPorts): Caller | undefined {
  const settings = readSettings(r);
  return settings && recognize(r, settings, ports);
}

/** What the policy says of it; in the same memory as entries, being as small. */
function readSettings({ variables }: NginxHTTPRequest): IdentitySettings | undefined {
  return recallEntry(variables['portcullis_identity'] ?? '') as unknown as IdentitySettings | undefined;
}

function recognize(r: NginxHTTPRequest, settings: IdentitySettings, ports: NginxPorts): Caller {
  let caller: Caller | undefined;
  for (const method of settings.order) caller = joinCallers(caller, recognizeBy(method, r, settings, ports));
  return caller ?? nameAnonymous(settings.anonymous);
}

function recognizeBy(method: Method, r: NginxHTTPRequest, settings: IdentitySettings, ports: NginxPorts): Caller | undefined {
  switch (method) {
    case 'api_keys': {
      // The header itself must be there: nginx's variable stands for its spelling with underscores too.
      const sent = r.headersIn[settings.header ?? ''];
      return sent === undefined ? undefined : judgeKey(sent, r.variables['portcullis_shown'] ?? '', r.variables['portcullis_address'] ?? '', Date.now(), settings, ports);
    }
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
  }
}

function callerOf(found: ReturnType<typeof readRole>): Caller {
  return typeof found === 'string' ? { rule: found } : found;
}
