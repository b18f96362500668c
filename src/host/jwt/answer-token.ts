import { isJwt, type IntrospectionEntry } from '../../core/identity/introspection/entry.ts';
import { audiencesOn, type IssuerEntry, type IssuersEntry } from '../../core/identity/jwt/issuer.ts';
import { findServer } from '../../core/policy/decide.ts';
import { readEntry } from '../../core/policy/lookup.ts';
import type { PolicyPort } from '../../core/ports.ts';
import { readSettings } from '../identity-settings.ts';
import type { Variables } from '../transport.ts';
import { judgePossession } from '../dpop/judge-possession.ts';
import { introspect } from '../introspection/shared-answers.ts';
import { proveToken } from './prove-token.ts';
import { stampOn } from './remembered-tokens.ts';
import { refreshKeys, renewKeys } from './renew-keys.ts';
import { sharedKeys } from './shared-keys.ts';
import type { TrustedIssuer } from './verify-token.ts';

/** `js_content` of an internal location: what the token of the request proves for who shows it, or why it is refused, as JSON; 500 when that cannot be said. */
export async function answerToken(r: NginxHTTPRequest): Promise<void> {
  try {
    const { jwt } = readSettings(r.variables) ?? {};
    const sent = r.headersIn['Authorization'];
    if (jwt === undefined || sent === undefined) throw new Error('no tokens are asked for');
    const port = portOf(r.variables);
    const token = sent.replace(/^[a-z]+ +/i, '');
    const server = r.variables['mcp_server'] ?? '';
    const resource = findServer(port, server)?.resource;
    const stamp = stampOn(server, jwt);
    const opaque = readEntry(port, 'introspection', '', '') as IntrospectionEntry | undefined;
    const proof = opaque !== undefined && !(opaque.beside && isJwt(token))
      ? await introspect(token, stamp, { ...opaque, expects: { ...opaque.expects, audiences: audiencesOn(resource, opaque) } })
      : await proveToken(token, { findIssuer: (name) => findIssuer(name, resource, port), stamp }, Date.now() / 1000);
    const fault = typeof proof === 'string' ? proof : await judgePossession(r, port, token, proof);
    r.return(200, JSON.stringify(fault ?? proof));
  } catch (fault) {
    r.error(`portcullis: gateway.fault: ${fault instanceof Error ? fault.message : 'unknown'}`);
    r.return(500);
  }
}

/** `js_periodic`: fetches keys before a request has to wait for them. */
export async function refreshAllKeys({ variables }: { readonly variables: Variables }): Promise<void> {
  const { sources = [] } = (readEntry(portOf(variables), 'issuer', '', '') as IssuersEntry | undefined) ?? {};
  if (sources.length > 0) await refreshKeys(sources);
}

/** Whose word counts. A name without blanks or controls, and short, is all that the policy can have. */
function findIssuer(name: string, resource: string | undefined, port: PolicyPort): TrustedIssuer | undefined {
  const entry = /^[!-~]{1,200}$/.test(name) ? (readEntry(port, 'issuer', '', name) as IssuerEntry | undefined) : undefined;
  if (entry?.expects.issuer !== name) return undefined;
  const { keys, source, expects } = entry;
  return { ...entry, expects: { ...expects, audiences: audiencesOn(resource, entry) }, keys: (isKnown) => (source === undefined ? Promise.resolve(keys) : sharedKeys(source, isKnown, () => renewKeys(source))) };
}

function portOf(variables: Variables): PolicyPort {
  return {
    lookup: (key) => {
      variables['portcullis_ask'] = key;
      return variables['portcullis_entry'];
    },
  };
}
