import { readJwks } from '../../src/core/identity/jwt/jwks.ts';
import { usualMapping, type Proof } from '../../src/core/identity/jwt/grant.ts';
import { decoding } from '../../src/host/jwt/decoding.ts';
import { verifyToken, type TrustedIssuer } from '../../src/host/jwt/verify-token.ts';
import type { JwtRule } from '../../src/core/identity/jwt/rules.ts';
import { checkParsing } from './jwt-properties.ts';
import type { TokenCase } from '../support/jwt-cases.ts';

/** Who the cases' tokens are from and for, and when it is. */
export interface CaseSetting {
  readonly issuer: string;
  readonly audience: string;
  readonly time: number;
}

/** Verifies a case's token as the gateway does, with the keys read from a key set; without a usable one they cannot be had. */
export function judgeCase({ token, keys }: Pick<TokenCase, 'token' | 'keys'>, { issuer, audience, time }: CaseSetting): Promise<Proof | JwtRule> {
  const set = readJwks(new TextEncoder().encode(JSON.stringify({ keys })), decoding);
  const trusted: TrustedIssuer = {
    expects: { issuer, audiences: [audience], skew: 60 },
    mapping: { ...usualMapping, role: { claim: ['roles'], values: [['staff', 'operator']] } },
    remember: 0,
    keys: () => Promise.resolve(typeof set === 'string' ? undefined : set.keys),
  };
  return verifyToken(token, (name) => (name === issuer ? trusted : undefined), time);
}

/** What is wrong with what was made of the cases; empty when nothing is. */
export async function checkCases(cases: readonly TokenCase[], setting: CaseSetting): Promise<string[]> {
  const problems: string[] = [];
  for (const one of cases) {
    const judged = await judgeCase(one, setting);
    const found = typeof judged === 'string' ? judged : 'proven';
    if (found !== one.expected) problems.push(`${one.name}: ${found}, not ${one.expected}`);
    else if (typeof judged !== 'string' && (judged.role !== 'operator' || judged.subject !== 'ada')) problems.push(`${one.name}: ${JSON.stringify(judged)}`);
  }
  return problems;
}

/** Which flips of one bit of a valid token leave it believed; none may. */
export async function checkFlips(valid: TokenCase, setting: CaseSetting): Promise<string[]> {
  const { token } = valid;
  const believed: string[] = [];
  for (let at = 0; at < token.length; at++) {
    for (let bit = 1; bit < 128; bit *= 2) {
      const flipped = token.slice(0, at) + String.fromCharCode(token.charCodeAt(at) ^ bit) + token.slice(at + 1);
      if (typeof (await judgeCase({ ...valid, token: flipped }, setting)) !== 'string') believed.push(`${valid.name}: bit ${bit} of character ${at}`);
    }
  }
  return believed;
}

/** Runs all of it, and the properties with this seed, in whatever engine this is bundled for; says what failed, and throws. */
export async function runTokens(cases: readonly TokenCase[], valid: readonly TokenCase[], setting: CaseSetting, seed: number): Promise<void> {
  checkParsing({ seed, count: 1000 });
  const problems = await checkCases(cases, setting);
  for (const one of valid) problems.push(...(await checkFlips(one, setting)));
  console.log(problems.length === 0 ? `${cases.length} tokens judged, seed ${seed}` : problems.join('\n'));
  if (problems.length > 0) throw new Error('tokens failed');
}
