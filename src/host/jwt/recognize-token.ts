import type { Caller } from '../../core/identity/identity.ts';
import type { Proof } from '../../core/identity/jwt/grant.ts';
import type { IdentitySettings, TokenSettings } from '../../core/identity/settings.ts';
import { callerOf, findToken, refuseToken, type TokenRule } from '../../core/identity/token.ts';
import type { NginxPorts } from '../ports.ts';
import { proofKey, recallProof, stampOn } from './remembered-tokens.ts';

/**
 * Who calls by a token in `Authorization`; undefined where none is shown. What it proved is remembered, or it is verified by a subrequest
 * (answer-token.ts), which an ordinary call is not kept waiting for: it is refused here and goes the whole way. So is a token that is not
 * anybody's who has it, since that is for the subrequest to judge.
 */
export function recognizeToken(r: NginxHTTPRequest, jwt: TokenSettings, settings: IdentitySettings, ports: NginxPorts, isOrdinary: boolean): Caller | Promise<Caller> | undefined {
  const sent = r.headersIn['Authorization'];
  if (sent === undefined) return undefined;
  const address = r.variables['portcullis_address'] ?? '';
  const token = findToken(sent, address, settings, ports);
  if (typeof token !== 'string') return token;
  const proof = jwt.dpop === 'required' || !/^bearer/i.test(sent) ? undefined : recallProof(proofKey(token, stampOn(r.variables['mcp_server'] ?? '', jwt)), Date.now() / 1000);
  if (proof !== undefined && proof.bound === undefined) return callerOf(proof);
  return isOrdinary ? { rule: 'jwt.keys' } : askForProof(r).then((found) => (typeof found === 'string' ? refuseToken(found, address) : callerOf(found)));
}

/** In a context of its own: what verifies tokens is no part of the one that each request holds, and `ngx.fetch` is not for `js_access`. */
async function askForProof(r: NginxHTTPRequest): Promise<Proof | TokenRule> {
  // Where identity.conf is not included, another location would be asked, and get the token.
  if (r.variables['portcullis_inner'] !== '1') throw new Error('tokens need `include portcullis/identity.conf;` in the server');
  const { status, responseText = '', headersOut } = await r.subrequest('/portcullis_token', { method: 'GET' });
  // A nonce for the next proof, on whatever the client is answered (RFC 9449, sections 8.2 and 9).
  const nonce = headersOut['DPoP-Nonce'];
  if (nonce !== undefined) r.headersOut['DPoP-Nonce'] = nonce;
  if (status !== 200) throw new Error(`the token was answered ${status}`);
  return JSON.parse(responseText) as Proof | TokenRule;
}
