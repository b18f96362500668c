import { matchesGlob } from '../text/glob.ts';
import { normalizeUri } from './resources-uri.ts';

/** Whether a resource URI matches a policy pattern (`file:///srv/data/**`, `test://static/*`); an ambiguous one never does. */
export function matchResource(uri: string, pattern: string): boolean {
  const normal = normalizeUri(uri);
  return normal !== undefined && matchesGlob(normal, pattern);
}
