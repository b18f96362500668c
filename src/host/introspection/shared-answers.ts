import hashes from 'crypto';
import type { IntrospectionRule } from '../../core/identity/introspection/rules.ts';
import type { Proof } from '../../core/identity/jwt/grant.ts';
import { readProof, rememberFor, writeProof } from '../../core/identity/jwt/remembered.ts';
import type { JwtRule } from '../../core/identity/jwt/rules.ts';
import type { IntrospectionSource } from './ask-server.ts';

/*
 * What authorization servers said of tokens, by the tokens' hashes: nobody can read a token there. All workers share two dictionaries. What a
 * token proves is in the one of proofs, where new ones make room. Refusals, and marks of who is asking, are in one without `evict`, so that
 * guesses push out neither: where that is full, tokens that are not known yet are refused unheard.
 */

const proofs = typeof ngx === 'object' ? (ngx.shared['portcullis_proofs'] as NgxTextDict | undefined) : undefined;
const asked = typeof ngx === 'object' ? (ngx.shared['portcullis_asked'] as NgxTextDict | undefined) : undefined;

/** Milliseconds for which a refusal is kept, and one for want of an answer. */
const refusedFor = 10_000;
const retryAfter = 1000;
/** Beyond the time of a question, until its mark goes by itself: whoever asked is gone. */
const grace = 1000;
/** Questions at a time, of all workers: guesses reach the server no faster. */
const mostQuestions = 32;
const pollInterval = 10;

/** What a token proves at the moment, or why it is refused: as kept, or by asking once for all who wait; `ask` starts a subrequest to where ask-server.ts does it. */
export async function introspect(token: string, source: IntrospectionSource, ask: () => Promise<unknown>): Promise<Proof | JwtRule | IntrospectionRule> {
  const key = keyOf(token, source);
  const [kept, marks] = open();
  const patience = Date.now() + source.timeout + grace;
  let hasAsked = false;
  for (;;) {
    const known = readProof(kept.get(key), Date.now() / 1000) ?? (marks.get(key) as JwtRule | IntrospectionRule | undefined);
    if (known !== undefined) return known;
    const isAsking = marks.has(`asking ${key}`);
    // An answer for which there was no room is none.
    if (Date.now() >= patience || (hasAsked && !isAsking)) return 'token.unavailable';
    try {
      if (!isAsking && beginQuestion(key, source.timeout + grace, marks)) {
        hasAsked = true;
        // Not awaited: it ends only when a fetch that was given up does.
        ask().catch(() => undefined);
      }
    } catch {
      return 'token.unavailable';
    }
    await new Promise<void>((resolve) => { setTimeout(resolve, pollInterval); });
  }
}

/** What is known of a token without asking; undefined when nothing is, or that it is refused. */
export function recallToken(token: string, source: IntrospectionSource): Proof | undefined {
  return readProof(open()[0].get(keyOf(token, source)), Date.now() / 1000);
}

/** Keeps an answer for those who wait and those who come. */
export function keepAnswer(token: string, source: IntrospectionSource, answer: Proof | JwtRule | IntrospectionRule, now: number): void {
  const key = keyOf(token, source);
  const [kept, marks] = open();
  const isProof = typeof answer !== 'string';
  const time = isProof ? rememberFor(answer, now, source.cache * 1000) : 0;
  // First, which makes room.
  marks.delete(`asking ${key}`);
  try {
    if (isProof && time > 0) kept.set(key, writeProof(answer), time);
    else marks.set(key, isProof ? 'jwt.expired' : answer, answer === 'token.unavailable' ? retryAfter : refusedFor);
  } finally {
    for (let slot = 0; slot < mostQuestions; slot++) if (marks.get(`slot ${slot}`) === key) marks.delete(`slot ${slot}`);
  }
}

/** Makes the question this caller's, where nobody asks it and there are not too many others; the mark goes by itself. */
function beginQuestion(key: string, time: number, marks: NgxTextDict): boolean {
  if (!marks.add(`asking ${key}`, '', time)) return false;
  for (let slot = 0; slot < mostQuestions; slot++) if (marks.add(`slot ${slot}`, key, time)) return true;
  marks.delete(`asking ${key}`);
  return false;
}

function keyOf(token: string, { stamp }: IntrospectionSource): string {
  return hashes.createHash('sha256').update(`${stamp} ${token}`).digest('base64url');
}

function open(): readonly [kept: NgxTextDict, marks: NgxTextDict] {
  if (proofs === undefined || asked === undefined) throw new Error('js_shared_dict_zone portcullis_proofs or portcullis_asked is missing; the configuration is of another version than the bundle');
  return [proofs, asked];
}
