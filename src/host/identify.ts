import { judgeKey } from '../core/identity/api-key.ts';
import { chooseCaller } from '../core/identity/caller.ts';
import { isRefusal, type Caller, type Method } from '../core/identity/identity.ts';
import { readRole } from '../core/identity/role.ts';
import type { IdentitySettings } from '../core/identity/settings.ts';
import { recallEntry } from '../core/policy/recall.ts';
import { noteFailure } from './lockout.ts';
import type { NginxPorts } from './ports.ts';
import { readRoleClaim, readTrustedRole } from './transport.ts';

/**
 * Who calls, or why nobody does: asked once for each request that goes the whole way, since failures are counted here. A method that
 * has to wait for something would make a promise of it: all that comes before is done, and nothing of it needs to know who calls.
 */
export function identify(r: NginxHTTPRequest, ports: NginxPorts): Caller {
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
  return chooseCaller(settings.order.map((method) => recognizeBy(method, r, settings, ports)), settings.anonymous);
}

function recognizeBy(method: Method, r: NginxHTTPRequest, settings: IdentitySettings, ports: NginxPorts): Caller | undefined {
  switch (method) {
    case 'api_keys':
      return judgeKey(r.headersIn[settings.header ?? ''], r.variables['portcullis_address'] ?? '', Date.now(), settings, ports);
    case 'role_header': {
      const trusted = readTrustedRole(r, 'portcullis_vouched');
      return trusted === '' ? undefined : callerOf(readRole({ trusted, sent: trusted }));
    }
  }
}

function callerOf(found: ReturnType<typeof readRole>): Caller {
  return typeof found === 'string' ? { rule: found } : found;
}
