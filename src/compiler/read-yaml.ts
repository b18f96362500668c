import { LineCounter, parseAllDocuments } from 'yaml';
import type { Path } from './problem.ts';
import { findYamlFaults, type Place, type YamlFault } from './yaml-faults.ts';
import { findOffset } from './yaml-locate.ts';

/** What the source says, and where it says it. */
export interface YamlSource {
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  readonly locate: (path: Path, atKey: boolean) => Place;
}

/** Aliases may repeat the document this many times over, which is ample for shared lists and stops bombs. */
const maxAliases = 100;

/** Reads one YAML 1.2 document with positions; faults are returned, never thrown. */
export function readYaml(source: string): YamlSource {
  const lines = new LineCounter();
  const start = { line: 1, column: 1 };
  const failed = (message: string, hint: string, place: Place = start): YamlSource => ({
    value: undefined,
    faults: [{ message, hint, ...place }],
    locate: () => start,
  });
  const nul = source.indexOf('\0');
  if (nul >= 0) return failed('the file holds a NUL character', 'save it as UTF-8 text', placeOf(source, nul));
  try {
    const documents = parseAllDocuments(source, { lineCounter: lines, prettyErrors: false, schema: 'core', uniqueKeys: false });
    const document = documents[0];
    if (document === undefined || !('contents' in document) || document.contents === null) {
      return failed('the policy is empty', 'begin with `version: 1`; docs/policy.md has a complete example');
    }
    const at = (offset: number): Place => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const faults = findYamlFaults(documents, at);
    const locate = (path: Path, atKey: boolean): Place => at(findOffset(document, path, atKey));
    return { value: faults.length > 0 ? undefined : document.toJS({ maxAliasCount: maxAliases }), faults, locate };
  } catch (error) {
    // The library throws on what its stack or its alias limit cannot take.
    const deep = error instanceof RangeError || (error instanceof Error && error.name === 'InternalError');
    return deep
      ? failed('the file is nested too deeply to be a policy', 'a policy has fewer than ten levels')
      : failed(`the file cannot be read as YAML: ${error instanceof Error ? error.message : 'unknown fault'}`, 'spell repeated parts out instead of using aliases');
  }
}

function placeOf(source: string, offset: number): Place {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
