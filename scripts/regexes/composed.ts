// All of core, for what its modules make while they are loaded.
import '../../src/core/ordinary.ts';
import '../../src/core/request.ts';
import '../../src/core/response.ts';
import { looks, nonAsciiFor } from '../../src/core/inspect/triggers.ts';
import { renderMaps } from '../../src/core/maps.ts';
import { kinds } from '../../src/core/policy/kind.ts';
import { readMaps, type MapPatterns } from './nginx-maps.ts';

/** Where functions of the sources make regexes from strings, and what answers for the time those take; modules' own are recorded. */
export const makers: { readonly [file: string]: string } = {
  'core/inspect/triggers.ts': 'the maps have each part of them',
  'core/redact/keys.ts': 'in a map, and called while it is loaded',
  'core/inspect/prompt-phrases.ts': 'called while it is loaded',
  'core/inspect/text-invisible.ts': 'called while it is loaded',
  'core/inspect/sql-scan.ts': 'called while it is loaded',
  'core/redact/results/triggers.ts': 'in a map',
  'core/policy/argument-value.ts': "a policy's own, which compiler/linear-pattern.ts has let pass",
  'core/policy/json-schema-object.ts': "a policy's own, which compiler/linear-pattern.ts has let pass",
  'core/policy/json-schema-scalar.ts': "a policy's own, which compiler/linear-pattern.ts has let pass",
  'compiler/linear-pattern.ts': 'never matched against anything',
};

/** The patterns that are put together from parts for nginx's maps. */
export function collectComposed(): MapPatterns {
  const { patterns, onlyPcre } = readMaps(renderMaps());
  const classes = kinds.flatMap((kind) => looks.map((what) => nonAsciiFor(kind, what))).filter((body) => body !== '').map((body) => ({ place: 'core/inspect/triggers.ts', source: `[${body}]`, flags: 'u' }));
  return { patterns: [...patterns, ...classes], onlyPcre };
}
