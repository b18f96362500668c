import type { IntrospectionEntry } from '../../core/identity/introspection/entry.ts';
import type { IntrospectionRule } from '../../core/identity/introspection/rules.ts';
import type { Proof } from '../../core/identity/jwt/grant.ts';
import { rememberFor } from '../../core/identity/jwt/remembered.ts';
import type { JwtRule } from '../../core/identity/jwt/rules.ts';
import { proofKey, recallProof, rememberProof } from '../jwt/remembered-tokens.ts';
import { askServer } from './ask-server.ts';

/*
 * What authorization servers said of tokens, by the tokens' hashes. What a token proves is kept among remembered proofs, where new ones make
 * room. Refusals, and marks of who is asking, are in a dictionary without `evict`, so that guesses push out neither: where that is full,
 * tokens that are not known yet are refused unheard. All workers share both.
 */

type Answer = Proof | JwtRule | IntrospectionRule;

const shared = typeof ngx === 'object' ? (ngx.shared['portcullis_asked'] as NgxTextDict | undefined) : undefined;

/** Milliseconds for which a refusal is kept, and one for want of an answer. */
const refusedFor = 10_000;
const retryAfter = 1000;
/** Beyond the time of a question, until its mark goes by itself: whoever asked is gone. */
const grace = 1000;
/** Questions at a time, of all workers: guesses reach the server no faster. */
const mostQuestions = 32;
const pollInterval = 10;

/** What a token proves at the moment, or why it is refused: as kept, or by asking once for all who wait. */
export async function introspect(token: string, stamp: string, entry: IntrospectionEntry): Promise<Answer> {
  const marks = open();
  const key = proofKey(token, stamp);
  const time = entry.timeout + grace;
  for (const patience = Date.now() + time; Date.now() < patience;) {
    const known = recallProof(key, Date.now() / 1000) ?? (marks.get(key) as Answer | undefined);
    if (known !== undefined) return known;
    let slot: string | undefined;
    try {
      slot = beginQuestion(key, time, marks);
    } catch {
      return 'token.unavailable';
    }
    if (slot !== undefined) return endQuestion(key, slot, await askServer(token, entry), entry, marks);
    await new Promise<void>((resolve) => { setTimeout(resolve, pollInterval); });
  }
  return 'token.unavailable';
}

/** Makes the question this caller's, where nobody asks it and there are not too many others; its marks go by themselves, too. */
function beginQuestion(key: string, time: number, marks: NgxTextDict): string | undefined {
  if (!marks.add(`asking ${key}`, '', time)) return undefined;
  for (let slot = 0; slot < mostQuestions; slot++) if (marks.add(`slot ${slot}`, '', time)) return `slot ${slot}`;
  marks.delete(`asking ${key}`);
  return undefined;
}

/** Keeps an answer for those who wait and those who come. */
function endQuestion(key: string, slot: string, answer: Answer, { cache }: IntrospectionEntry, marks: NgxTextDict): Answer {
  // First, which makes room.
  marks.delete(slot);
  if (typeof answer !== 'string') {
    const now = Date.now() / 1000;
    rememberProof(key, answer, rememberFor(answer, now, cache * 1000));
    marks.delete(`asking ${key}`);
    return answer;
  }
  marks.delete(`asking ${key}`);
  try {
    marks.set(key, answer, answer === 'token.unavailable' ? retryAfter : refusedFor);
  } catch {
    // No room: whoever waits asks again.
  }
  return answer;
}

function open(): NgxTextDict {
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_asked is missing; policy.conf is of another version than the bundle');
  return shared;
}
