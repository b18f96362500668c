import type { Proof } from '../../core/identity/jwt/grant.ts';
import { accessTokenForm, type JwtForm } from '../../core/identity/jwt/parse.ts';
import { rememberFor } from '../../core/identity/jwt/remembered.ts';
import type { JwtRule } from '../../core/identity/jwt/rules.ts';
import { proofKey, recallProof, rememberProof } from './remembered-tokens.ts';
import { verifyToken, type TrustedIssuer } from './verify-token.ts';

/** What decides about tokens. */
export interface TokenRules {
  readonly findIssuer: (name: string) => TrustedIssuer | undefined;
  readonly form?: JwtForm;
  /** Stands for all of this and for the policy it is from: proofs by other rules do not count. */
  readonly stamp: string;
}

/** What a token proves at a time in seconds, or why it is refused: as remembered, or verified now. */
export async function proveToken(token: string, { findIssuer, form = accessTokenForm, stamp }: TokenRules, now: number): Promise<Proof | JwtRule> {
  if (token.length > form.size) return 'jwt.size';
  const key = proofKey(token, stamp);
  const known = recallProof(key, now);
  if (known !== undefined) return known;
  const proof = await verifyToken(token, findIssuer, now, form);
  if (typeof proof !== 'string') rememberProof(key, proof, rememberFor(proof, now, findIssuer(proof.issuer)?.remember ?? 0));
  return proof;
}
