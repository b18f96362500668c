import { findHiddenTexts } from '../../core/inspect/hidden-instructions.ts';
import { showPath } from './show-path.ts';

/** What a descriptor hides, as the lock file names it once somebody accepts it: `bidi in description`. */
export function listHidden(descriptor: unknown): readonly string[] {
  return [...new Set(findHiddenTexts(descriptor).map(({ path, kind }) => `${kind} in ${showPath(path)}`))];
}
