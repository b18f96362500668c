import { isScalar, visit, type Document, type Pair } from 'yaml';

/** A place in the source, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A fault of the YAML itself. */
export interface YamlFault extends Place {
  readonly message: string;
  readonly hint: string;
}

const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'line the key up with its siblings',
  TAG_RESOLVE_FAILED: 'remove the tag: a policy needs none',
  MISSING_CHAR: 'close what was opened: a quote, a bracket or a brace',
};

/** Finds what is wrong with the YAML as such, or means more than one thing. */
export function findYamlFaults(documents: readonly Document[], at: (offset: number) => Place): readonly YamlFault[] {
  const [first, second] = documents;
  if (first === undefined) return [];
  const faults: YamlFault[] = [...first.errors, ...first.warnings].map((fault) => ({
    message: fault.message.replace(/\.$/, ''),
    hint: hints[fault.code] ?? 'correct the YAML',
    ...at(fault.pos[0]),
  }));
  if (second !== undefined) {
    const place = at(second.range?.[0] ?? 0);
    faults.push({ message: 'the file holds more than one YAML document', hint: 'one policy a file: remove everything from `---` on', ...place });
  }
  visit(first, {
    Pair: (_, pair: Pair) => {
      if (isScalar(pair.key) && pair.key.value !== null) return;
      const place = at(findStart(pair.key) ?? findStart(pair.value) ?? 0);
      faults.push({ message: 'a key is not plain text', hint: 'write keys as names, in quotes where they hold special characters', ...place });
    },
    Map: (_, map) => {
      // The library's own check compares each key with each other.
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) faults.push({ message: `the key \`${name}\` stands here twice`, hint: 'keep one of the two: which one was meant cannot be known', ...at(findStart(key) ?? 0) });
        seen.add(name);
      }
    },
  });
  return faults;
}

function findStart(node: unknown): number | undefined {
  return isScalar(node) ? node.range?.[0] : undefined;
}
