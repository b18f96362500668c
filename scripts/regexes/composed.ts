import { nonAsciiFor } from '../../src/core/inspect/triggers.ts';
import { renderMaps } from '../../src/core/maps.ts';
import { kinds } from '../../src/core/policy/kind.ts';
import { readMaps, type MapPatterns } from './nginx-maps.ts';
import type { Pattern } from './pattern.ts';

/** Where sources make regexes from strings, and what answers for the time those take. */
export const makers: { readonly [file: string]: string } = {
  'core/inspect/triggers.ts': 'the maps have each part of them',
  'core/redact/keys.ts': 'in a map',
  'core/redact/results/triggers.ts': 'in a map',
  'core/redact/text.ts': 'in a map',
  'core/text/path.ts': 'in a map',
  'core/jsonrpc/plain-message.ts': 'recorded',
  'core/policy/argument-value.ts': "a policy's own, which compiler/linear-pattern.ts has let pass",
  'core/policy/json-schema-object.ts': "a policy's own, which compiler/linear-pattern.ts has let pass",
  'core/policy/json-schema-scalar.ts': "a policy's own, which compiler/linear-pattern.ts has let pass",
  'compiler/linear-pattern.ts': 'never matched against anything',
};

/** The patterns that are put together from parts: those of nginx's maps, and those of modules that keep theirs to themselves. */
export async function collectComposed(): Promise<MapPatterns> {
  const { patterns, onlyPcre } = readMaps(renderMaps());
  const classes = kinds.flatMap((kind) => [nonAsciiFor(kind, 'odd'), nonAsciiFor(kind, 'aside')]).filter((body) => body !== '').map((body) => ({ place: 'core/inspect/triggers.ts', source: `[${body}]`, flags: 'u' }));
  return { patterns: [...patterns, ...classes, ...(await record(() => import('../../src/core/jsonrpc/plain-message.ts'), 'core/jsonrpc/plain-message.ts'))], onlyPcre };
}

/** The patterns from strings that a module makes when it is first loaded. */
async function record(load: () => Promise<unknown>, place: string): Promise<Pattern[]> {
  const patterns: Pattern[] = [];
  const own = globalThis.RegExp;
  globalThis.RegExp = new Proxy(own, {
    construct: (target, [source, flags = '']: [string, string?]) => {
      patterns.push({ place, source, flags });
      return new target(source, flags);
    },
  });
  try {
    await load();
  } finally {
    globalThis.RegExp = own;
  }
  return patterns;
}
