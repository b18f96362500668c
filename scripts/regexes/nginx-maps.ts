import type { Pattern } from './pattern.ts';

/** The patterns in nginx's maps, as far as JavaScript can read them. */
export interface MapPatterns {
  readonly patterns: readonly Pattern[];
  /** Variables with patterns that only PCRE reads: possessive repetitions, conditions, recursion. */
  readonly onlyPcre: readonly string[];
}

/** Reads the patterns of a configuration's maps. */
export function readMaps(conf: string): MapPatterns {
  const patterns: Pattern[] = [];
  const onlyPcre = new Set<string>();
  let place = '';
  for (const line of conf.split('\n')) {
    place = /^map \S+ (\S+)/.exec(line)?.[1] ?? place;
    const [, mark, quoted] = /^\s*"(~\*?)((?:[^"\\]|\\.)*)" /.exec(line) ?? [];
    if (mark === undefined || quoted === undefined) continue;
    // As nginx reads its quotes; PCRE's inline flag is JavaScript's `s`.
    const source = quoted.replace(/\\(["\\])/g, '$1').replace(/^\(\?s\)/, '');
    const pattern = { place, source, flags: mark === '~*' ? 'is' : 's' };
    if (isJavaScript(pattern)) patterns.push(pattern);
    else onlyPcre.add(place);
  }
  return { patterns, onlyPcre: [...onlyPcre] };
}

function isJavaScript({ source, flags }: Pattern): boolean {
  // Without the `u` flag JavaScript takes these for letters.
  if (/\\[AzZQEKRGhH]/.test(source)) return false;
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}
