import { kinds, type Kind } from '../policy/kind.ts';
import { splitAlternatives } from './alternatives.ts';
import type { FirstLook } from './inspect.ts';
import { inspectors } from './registry.ts';
import { utf8Pattern } from './utf8-pattern.ts';

/**
 * The necessary conditions of a kind's inspectors, as regex sources, sorted by how PCRE looks for them: those bound
 * to the beginning together; those that begin with rare characters together, found by skipping to such a
 * character; each of the others alone, since one of them would make PCRE try every alternative at every letter.
 */
function conditionsOf(kind: Kind, more: readonly string[] = []): readonly string[] {
  const sources = inspectorsOf(kind).flatMap(({ trigger }) => (trigger === '' ? [] : splitAlternatives(trigger)));
  const alternatives = [...new Set(sources.map((source) => source.replace(wideBeginning, '')))];
  const anchored = alternatives.filter((source) => source.startsWith('^')).map((source) => source.slice(1));
  const anywhere = alternatives.filter((source) => !source.startsWith('^'));
  const rare = [...anywhere.filter((source) => beginsRare.test(source)), ...more];
  return [
    ...joinBounded(anchored).map((source) => `^(?:${source})`),
    ...joinBounded(rare),
    ...anywhere.filter((source) => !beginsRare.test(source)),
  ];
}

/** Dropping a word character or boundary at the beginning weakens a condition, as is allowed, and lets what follows be looked for. */
const wideBeginning = /^(?:\\[wb])+(?![?*+{])/;
/** Joins sources while they fit one token of nginx's configuration, of 4,000 bytes once it is quoted. */
function joinBounded(sources: readonly string[]): string[] {
  const joined: string[] = [];
  for (const source of sources) {
    const last = joined.at(-1);
    if (last !== undefined && quotePattern(`${last}|${source}`).length < 3900) joined[joined.length - 1] = `${last}|${source}`;
    else joined.push(source);
  }
  return joined;
}

/** Begins with a punctuation or control character, or a class of them; maybe within groups. */
const beginsRare = /^(?:\((?:\?:)?(?!\?))*(?:\\?[^\\\w\s()[]|\\[[({]|\[(?:\\?[^\\\w\]]|\\[xnrt\\/])+\])/;

/** The union of the ASCII triggers of a kind, one source read alike by PCRE (bytes) and JavaScript. */
export function triggerFor(kind: Kind): string {
  return conditionsOf(kind).join('|') || matchesNothing;
}

const matchesNothing = '(?!)';

/** The characters beyond ASCII that trigger a kind: the body of a JavaScript character class, or empty. */
export function nonAsciiFor(kind: Kind): string {
  return [...new Set(inspectorsOf(kind).map(({ nonAscii = '' }) => nonAscii))].join('');
}

/** Whether the same conditions, as RegExp, suspect the text. */
export function suspectsByRegExp(kind: Kind, text: string): boolean {
  const nonAscii = nonAsciiFor(kind);
  return new RegExp(triggerFor(kind), 'is').test(text) || (nonAscii !== '' && new RegExp(`[${nonAscii}]`, 'u').test(text));
}

/** The look that comes first, where there is no nginx. */
export const lookByRegExp: FirstLook = { suspects: suspectsByRegExp };

/**
 * The nginx maps that answer `suspects`: `$portcullis_odd_<kind>` is empty when PCRE vouches for
 * `$portcullis_text`. The default holds when PCRE gives up (its limits), so it must be "suspicious".
 */
export function renderTriggerMaps(): string {
  const maps = kinds.map((kind) => {
    const nonAscii = nonAsciiFor(kind);
    const lines = conditionsOf(kind, nonAscii === '' ? [] : [utf8Pattern(nonAscii)]).map((source) => `    "${quotePattern(`~*(?s)${source}`)}" 1;`);
    return [`map $portcullis_text $portcullis_odd_${kind} {`, '    volatile;', ...lines, '    "~^" "";', '    default 1;', '}'].join('\n');
  });
  return maps.join('\n\n');
}

/** Writes a regex for nginx. Inside its double quotes only `\"`, `\\` and a few letters are escapes; `\\` would come out as one. */
export function quotePattern(source: string): string {
  return source.replace(/["\\]/g, '\\$&');
}

function inspectorsOf(kind: Kind): typeof inspectors {
  return inspectors.filter((inspector) => inspector.kinds.includes(kind));
}
