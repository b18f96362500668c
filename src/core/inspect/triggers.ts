import { kinds, type Kind } from '../policy/kind.ts';
import { aloneMaps } from './alone-maps.ts';
import { splitAlternatives } from './alternatives.ts';
import type { Suspicion } from '../ports.ts';
import type { FirstLook } from './inspect.ts';
import { triggered } from './trigger-registry.ts';
import type { Trigger } from './trigger.ts';
import { utf8Pattern } from './utf8-pattern.ts';
import { wideBlanks, withPlainBlanks } from './wide-blanks.ts';

/** The necessary conditions of a kind's inspectors, as regex sources, sorted by how PCRE looks for them. */
interface Conditions {
  /** Bound to the beginning. */
  readonly anchored: readonly string[];
  /** What begins with rare characters: PCRE skips to such a character, once for all of them. */
  readonly rare: readonly string[];
  /** Looked for by the letter they begin with, since several would make PCRE try every alternative at every letter. */
  readonly others: readonly string[];
}

function conditionsOf(kind: Kind, what: Suspicion): Conditions {
  const sources = triggersOf(kind, what).flatMap(({ source }) => (source === '' ? [] : splitAlternatives(source)));
  const alternatives = [...new Set(sources.map((source) => source.replace(wideBeginning, '')))];
  const anywhere = alternatives.filter((source) => !source.startsWith('^'));
  return {
    anchored: alternatives.filter((source) => source.startsWith('^')).map((source) => source.slice(1)),
    rare: anywhere.filter((source) => beginsRare.test(source)),
    others: anywhere.filter((source) => !beginsRare.test(source)),
  };
}

/** The sources of the regexes, each short enough for a line of nginx's configuration. */
function renderConditions({ anchored, rare, others }: Conditions, what: Suspicion): readonly string[] {
  return [
    ...joinBounded(anchored).map((source) => `^(?:${source})`),
    ...(what === 'form' ? groupByBeginning(rare) : [rare]).flatMap(joinBounded),
    ...groupByBeginning(others).flatMap(joinBounded),
  ];
}

/** Those that begin with the same letter or mark, apart from the others; so do those that begin with bytes. What begins otherwise stays alone. */
function groupByBeginning(sources: readonly string[]): readonly (readonly string[])[] {
  const beginnings = sources.map((source) => (beginsWithBytes.test(source) ? 'bytes' : (/^(?:\\?[^\w\s([]|[a-z_])(?![?*+{])/.exec(source)?.[0] ?? source)));
  return [...new Set(beginnings)].map((beginning) => sources.filter((_, at) => beginnings[at] === beginning));
}

const beginsWithBytes = /^\[?\\x[\da-f]{2}/;
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

/** Begins with a punctuation or control character, or a class of them; maybe within groups. Two quotes PCRE finds faster by themselves. */
const beginsRare = /^(?!\['\\x22\])(?:\((?:\?:)?(?!\?))*(?:\\?[^\\\w\s()[]|\\[[({]|\[(?:\\x[\da-f]{2}|\\?[^\\\w\]]|\\[nrt\\])+\])/;

/** The union of the ASCII triggers of a kind, one source read alike by PCRE (bytes) and JavaScript. */
export function triggerFor(kind: Kind, what: Suspicion): string {
  return renderConditions(conditionsOf(kind, what), what).join('|') || matchesNothing;
}

const matchesNothing = '(?!)';

/** The characters beyond ASCII that trigger a kind: the body of a JavaScript character class, or empty. */
export function nonAsciiFor(kind: Kind, what: Suspicion): string {
  return [...new Set(triggersOf(kind, what).map(({ nonAscii = '' }) => nonAscii))].join('');
}

/** Those in which such characters count beside others only, each character as `chars` writes it. */
function mixedFor(kind: Kind, what: Suspicion, chars: (body: string) => string): readonly string[] {
  return triggersOf(kind, what).flatMap(({ mixed }) => mixed?.(chars) ?? []);
}

/** The looks that come first, where there is no nginx: the same conditions as RegExp. */
export const lookByRegExp: FirstLook = {
  suspicion: (kind, text) => looks.find((what) => holds(kind, what, text) || (what === 'marks' && countsAsMark(kind, text))) ?? '',
  suspects: (kind, text, what) => holds(kind, what, text),
};

function holds(kind: Kind, what: Suspicion, text: string): boolean {
  return new RegExp(triggerFor(kind, what), 'is').test(text) || holdsNonAscii(kind, what, text);
}

function holdsNonAscii(kind: Kind, what: Suspicion, text: string): boolean {
  const nonAscii = nonAsciiFor(kind, what);
  const sources = [...(nonAscii === '' ? [] : [`[${nonAscii}]`]), ...mixedFor(kind, what, (body) => `[${body}]`)];
  return sources.some((source) => new RegExp(source, 'su').test(text));
}

/** What counts as a mark in the look for everything, so that the text is gone through once for all of it ({@link joinRare}). */
function countsAsMark(kind: Kind, text: string): boolean {
  return withPlainBlanks(text) !== undefined || new RegExp(conditionsOf(kind, 'phrases').rare.join('|') || matchesNothing, 'is').test(text) || holdsNonAscii(kind, 'phrases', text);
}

/**
 * The nginx maps that answer the same of `$portcullis_text`: `$portcullis_odd_<kind>` is the first that PCRE suspects of all that is
 * looked for, or empty where it vouches that there is nothing; all in one map, since nginx reads a text once for each. The
 * default holds when PCRE gives up (its limits), so it must be the suspicion.
 */
export function renderTriggerMaps(): string {
  const alone = Object.entries(aloneMaps).map(([what, name]) => renderLook(name, 'any', [what as Suspicion]));
  return [...kinds.map((kind) => renderLook(`odd_${kind}`, kind, looks)), ...alone].join('\n\n');
}

function renderLook(name: string, kind: Kind, all: readonly Suspicion[]): string {
  const lines = all.flatMap((what) => {
    const conditions = inBytes(kind, what);
    const joined = all.length === 1 ? conditions : joinRare(kind, what, conditions);
    return renderConditions(joined, what).map((source) => `    "${quotePattern(`~*(?s)${source}`)}" ${what};`);
  });
  return [`map $portcullis_text $portcullis_${name} {`, '    volatile;', ...lines, '    "~^" "";', `    default ${all[0] ?? 'odd'};`, '}'].join('\n');
}

/** As PCRE reads them, characters beyond ASCII among them. */
function inBytes(kind: Kind, what: Suspicion): Conditions {
  const conditions = conditionsOf(kind, what);
  const nonAscii = nonAsciiFor(kind, what);
  const mixed = mixedFor(kind, what, (body) => `(?:${utf8Pattern(body)})`);
  return { ...conditions, rare: [...conditions.rare, ...(nonAscii === '' ? [] : [utf8Pattern(nonAscii)]), ...mixed] };
}

/**
 * Phrases that begin with rare characters are looked for with the marks, which takes one pass less over every text; so are blanks
 * that are none to PCRE, for which whoever asks looks again.
 */
function joinRare(kind: Kind, what: Suspicion, conditions: Conditions): Conditions {
  if (what === 'marks') return { ...conditions, rare: [...conditions.rare, ...inBytes(kind, 'phrases').rare, utf8Pattern(wideBlanks)] };
  return what === 'phrases' ? { ...conditions, rare: [] } : conditions;
}

/** Writes a regex for nginx. Inside its double quotes only `\"`, `\\` and a few letters are escapes; `\\` would come out as one. */
export function quotePattern(source: string): string {
  return source.replace(/["\\]/g, '\\$&');
}

/** In the order of the maps: what denies most first, since of what it suspects the others are asked only later. */
export const looks: readonly Suspicion[] = ['odd', 'form', 'dangers', 'marks', 'phrases'];

function triggersOf(kind: Kind, what: Suspicion): readonly Trigger[] {
  return triggered.filter(([inspector]) => inspector.kinds.includes(kind) && (inspector.aside ?? 'odd') === what).map(([, trigger]) => trigger);
}
