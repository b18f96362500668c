import type { Kind } from '../policy/kind.ts';
import type { Suspicion } from '../ports.ts';
import type { FirstLook } from './inspect.ts';

/** What a text is suspected of, beside what is known: each thing is asked once, and only when it matters, since nginx reads all of the text. */
export function askOnce(text: string, kind: Kind, first: Pick<FirstLook, 'suspects'>, before: readonly (readonly [Suspicion, boolean])[]): (what: Suspicion) => boolean {
  const known = new Map(before);
  return (what) => {
    const answer = known.get(what) ?? first.suspects(kind, text, what);
    known.set(what, answer);
    return answer;
  };
}
