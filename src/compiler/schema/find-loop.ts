import { isSchemaObject, keywordKinds, subschemas } from './keywords.ts';

/** A reference that comes back to itself without going into the value, and so would never end. */
export function findLoop(root: Readonly<Record<string, unknown>>): string | undefined {
  const defs = isSchemaObject(root['$defs']) ? root['$defs'] : {};
  const done = new Set<string>();
  const visit = (pointer: string, open: readonly string[]): string | undefined => {
    if (open.includes(pointer)) return [...open.slice(open.indexOf(pointer)), pointer].join(' -> ');
    if (done.has(pointer)) return undefined;
    done.add(pointer);
    const target = pointer === '#' ? root : defs[pointer.slice('#/$defs/'.length)];
    for (const next of refsInPlace(target)) {
      const loop = visit(next, [...open, pointer]);
      if (loop !== undefined) return loop;
    }
    return undefined;
  };
  for (const pointer of ['#', ...Object.keys(defs).map((name) => `#/$defs/${name}`)]) {
    const loop = visit(pointer, []);
    if (loop !== undefined) return loop;
  }
  return undefined;
}

function refsInPlace(schema: unknown): readonly string[] {
  if (!isSchemaObject(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === '$ref') return [String(value)];
    if (!keywordKinds.get(keyword)?.startsWith('inPlace')) return [];
    return subschemas(keyword, value).flatMap(([sub]) => refsInPlace(sub));
  });
}
