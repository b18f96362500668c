import type { DpopEntry } from '../../core/identity/dpop/proof.ts';
import type { DpopRule } from '../../core/identity/dpop/rules.ts';
import { nonceAt } from '../../core/identity/dpop/nonce.ts';
import type { Proof } from '../../core/identity/jwt/grant.ts';
import { readEntry } from '../../core/policy/lookup.ts';
import type { PolicyPort } from '../../core/ports.ts';
import { certificatePrint } from './certificate-print.ts';
import { judgeProof } from './judge-proof.ts';
import { sharedProofs } from './shared-proofs.ts';

/**
 * Undefined when who shows a token may use it: anybody a token that is bound to nothing, else who has proven its key (RFC 9449, section 7) or
 * came with its client certificate (RFC 8705, section 3). It gives out the nonce that the next proof is to have.
 */
export async function judgePossession(r: NginxHTTPRequest, port: PolicyPort, token: string, { bound }: Proof): Promise<DpopRule | 'jwt.certificate' | undefined> {
  const { variables, headersIn } = r;
  // 1. The certificate, which nginx has verified.
  if (bound?.x5t !== undefined && bound.x5t !== certificatePrint(variables)) return 'jwt.certificate';
  // 2. A token that is anybody's is nobody's proof, and one that is somebody's needs it.
  const dpop = readEntry(port, 'dpop', variables['mcp_server'] ?? '', '') as DpopEntry | undefined;
  const isProven = /^dpop /i.test(headersIn['Authorization'] ?? '');
  if (!isProven) return bound?.jkt !== undefined || dpop?.required === true ? 'dpop.missing' : undefined;
  if (dpop === undefined || bound?.jkt === undefined) return 'dpop.binding';
  // 3. The proof.
  const now = Date.now() / 1000;
  if (dpop.nonce === true) r.headersOut['DPoP-Nonce'] = nonceAt(now, sharedProofs.sign);
  const question = { header: headersIn['DPoP'] ?? '', token, jkt: bound.jkt, method: variables['request_method'] ?? '', targets: dpop.targets };
  return judgeProof(question, dpop, now, sharedProofs);
}
