import { kinds, type Kind } from '../policy/kind.ts';
import { splitAlternatives } from './alternatives.ts';
import type { Suspicion } from '../ports.ts';
import type { FirstLook } from './inspect.ts';
import { inspectors } from './registry.ts';
import { utf8Pattern } from './utf8-pattern.ts';

/**
 * The necessary conditions of a kind's inspectors, as regex sources, sorted by how PCRE looks for them: those bound
 * to the beginning together; those that begin with rare characters together, found by skipping to such a
 * character; the others by the letter they begin with, since several would make PCRE try every alternative at every letter.
 */
function conditionsOf(kind: Kind, what: Wanted, more: readonly string[] = []): readonly string[] {
  const sources = inspectorsOf(kind, what).flatMap(({ trigger }) => (trigger === '' ? [] : splitAlternatives(trigger)));
  const alternatives = [...new Set(sources.map((source) => source.replace(wideBeginning, '')))];
  const anchored = alternatives.filter((source) => source.startsWith('^')).map((source) => source.slice(1));
  const anywhere = alternatives.filter((source) => !source.startsWith('^'));
  const rare = [...anywhere.filter((source) => beginsRare.test(source)), ...more];
  return [
    ...joinBounded(anchored).map((source) => `^(?:${source})`),
    ...joinBounded(rare),
    ...byFirstLetter(anywhere.filter((source) => !beginsRare.test(source))),
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

/** Those that begin with the same letter joined; what begins otherwise stays alone. */
function byFirstLetter(sources: readonly string[]): readonly string[] {
  const letters = [...new Set(sources.map((source) => /^[a-z_](?![?*+{])/.exec(source)?.[0] ?? source))];
  return letters.flatMap((letter) => joinBounded(letter.length === 1 ? sources.filter((source) => source.startsWith(letter)) : [letter]));
}

/** Begins with a punctuation or control character, or a class of them; maybe within groups. */
const beginsRare = /^(?:\((?:\?:)?(?!\?))*(?:\\?[^\\\w\s()[]|\\[[({]|\[(?:\\?[^\\\w\]]|\\[xnrt\\/])+\])/;

/** The union of the ASCII triggers of a kind, one source read alike by PCRE (bytes) and JavaScript. */
export function triggerFor(kind: Kind, what: Wanted): string {
  return conditionsOf(kind, what).join('|') || matchesNothing;
}

const matchesNothing = '(?!)';

/** The characters beyond ASCII that trigger a kind: the body of a JavaScript character class, or empty. */
export function nonAsciiFor(kind: Kind, what: Wanted): string {
  return [...new Set(inspectorsOf(kind, what).map(({ nonAscii = '' }) => nonAscii))].join('');
}

/** What the same conditions, as RegExp, make of the text. */
export function suspicionByRegExp(kind: Kind, text: string): Suspicion {
  return wanted.find((what) => holds(kind, what, text)) ?? '';
}

function holds(kind: Kind, what: Wanted, text: string): boolean {
  const nonAscii = nonAsciiFor(kind, what);
  return new RegExp(triggerFor(kind, what), 'is').test(text) || (nonAscii !== '' && new RegExp(`[${nonAscii}]`, 'u').test(text));
}

/** The look that comes first, where there is no nginx. */
export const lookByRegExp: FirstLook = { suspicion: suspicionByRegExp };

/**
 * The nginx maps that answer `suspicion`: `$portcullis_odd_<kind>` is empty when PCRE vouches for
 * `$portcullis_text`. The default holds when PCRE gives up (its limits), so it must be "odd".
 */
export function renderTriggerMaps(): string {
  const maps = kinds.map((kind) => {
    const lines = wanted.flatMap((what) => {
      const nonAscii = nonAsciiFor(kind, what);
      return conditionsOf(kind, what, nonAscii === '' ? [] : [utf8Pattern(nonAscii)]).map((source) => `    "${quotePattern(`~*(?s)${source}`)}" ${what};`);
    });
    return [`map $portcullis_text $portcullis_odd_${kind} {`, '    volatile;', ...lines, '    "~^" "";', '    default odd;', '}'].join('\n');
  });
  return maps.join('\n\n');
}

/** Writes a regex for nginx. Inside its double quotes only `\"`, `\\` and a few letters are escapes; `\\` would come out as one. */
export function quotePattern(source: string): string {
  return source.replace(/["\\]/g, '\\$&');
}

/** What is looked for: attacks first, since what one of them triggers needs no further look. */
type Wanted = Exclude<Suspicion, ''>;
const wanted: readonly Wanted[] = ['odd', 'aside'];

function inspectorsOf(kind: Kind, what: Wanted): typeof inspectors {
  return inspectors.filter((inspector) => inspector.kinds.includes(kind) && (inspector.whole === true) === (what === 'aside'));
}
