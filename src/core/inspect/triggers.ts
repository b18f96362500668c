import { kinds, type Kind } from '../policy/kind.ts';
import { inspectors } from './registry.ts';
import { utf8Pattern } from './utf8-pattern.ts';

/**
 * The necessary conditions of a kind's inspectors, as regex sources. Conditions bound to the beginning stand
 * alone: mixed with others they would keep PCRE from skipping to the bytes that can begin a match.
 */
function conditionsOf(kind: Kind): readonly string[] {
  const sources = [...new Set(inspectorsOf(kind).map(({ trigger }) => trigger))].filter((source) => source !== '');
  const anchored = sources.filter((source) => source.startsWith('^'));
  const anywhere = sources.filter((source) => !source.startsWith('^'));
  return anywhere.length === 0 ? anchored : [...anchored, anywhere.join('|')];
}

/** The union of the ASCII triggers of a kind, one source read alike by PCRE (bytes) and JavaScript. */
export function triggerFor(kind: Kind): string {
  return conditionsOf(kind).join('|') || matchesNothing;
}

const matchesNothing = '(?!)';

/** The characters beyond ASCII that trigger a kind: the body of a JavaScript character class, or empty. */
export function nonAsciiFor(kind: Kind): string {
  return [...new Set(inspectorsOf(kind).map(({ nonAscii = '' }) => nonAscii))].join('');
}

/** Ports' `suspects` where there is no nginx: the same conditions as RegExp. */
export function suspectsByRegExp(kind: Kind, text: string): boolean {
  const nonAscii = nonAsciiFor(kind);
  return new RegExp(triggerFor(kind), 'is').test(text) || (nonAscii !== '' && new RegExp(`[${nonAscii}]`, 'u').test(text));
}

/**
 * The nginx maps that answer `suspects`: `$portcullis_suspects_<kind>` is empty when PCRE vouches for
 * `$portcullis_text`. The default holds when PCRE gives up (its limits), so it must be "suspicious".
 */
export function renderTriggerMaps(): string {
  const maps = kinds.map((kind) => {
    const nonAscii = nonAsciiFor(kind);
    const conditions = [...conditionsOf(kind), ...(nonAscii === '' ? [] : [utf8Pattern(nonAscii)])];
    const lines = conditions.map((source) => `    "${quote(`~*(?s)${source}`)}" 1;`);
    return [`map $portcullis_text $portcullis_suspects_${kind} {`, '    volatile;', ...lines, '    "~^" "";', '    default 1;', '}'].join('\n');
  });
  return `# Made by the build from the inspectors' triggers (src/core/inspect). Do not edit.\n\n${maps.join('\n\n')}\n`;
}

/** Inside nginx's double quotes only `\"`, `\\` and a few letters are escapes; `\\` would come out as one. */
function quote(source: string): string {
  return source.replace(/["\\]/g, '\\$&');
}

function inspectorsOf(kind: Kind): typeof inspectors {
  return inspectors.filter((inspector) => inspector.kinds.includes(kind));
}
