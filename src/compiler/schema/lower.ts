import type { SchemaNode } from '../../core/policy/json-schema-node.ts';
import { annotationKeywords, isSchemaObject, keywordKinds, type SchemaObject } from './keywords.ts';

/**
 * How strictly a schema is read. `closed`: it is all that is said of a value, so objects have no other members.
 * `inPlace`: another schema speaks of the same value, and that one is closed. `asWritten`: below `not`, `if` and
 * `contains`, where a stricter condition would let more pass.
 */
type Reading = 'closed' | 'inPlace' | 'asWritten';

/**
 * Rewrites a JSON Schema, already checked, for the validator in nginx: annotations gone, objects closed unless the
 * schema opens them, references as positions in a list of definitions.
 */
export function lowerSchema(root: SchemaObject): SchemaNode {
  const positions = new Map<string, number>();
  const defs: SchemaNode[] = [];

  const refer = (pointer: string, reading: Reading): number => {
    const key = `${reading} ${pointer}`;
    const known = positions.get(key);
    if (known !== undefined) return known;
    const position = positions.size;
    positions.set(key, position);
    const table = root['$defs'];
    const target = pointer === '#' ? root : isSchemaObject(table) ? table[pointer.slice('#/$defs/'.length)] : false;
    // Set after lowering: what refers back to it finds its position already taken.
    defs[position] = lower(target, reading);
    return position;
  };

  const lower = (schema: unknown, reading: Reading): SchemaNode => {
    if (!isSchemaObject(schema)) return schema !== false;
    const onlyRef = Object.keys(schema).every((keyword) => keyword === '$ref' || annotationKeywords.has(keyword));
    const members = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
      if (annotationKeywords.has(keyword) || keyword === '$defs') return [];
      if (keyword === '$ref') return [[keyword, refer(String(value), onlyRef ? reading : inPlace(reading))]];
      return [[keyword, lowerValue(keyword, value, reading)]];
    });
    if (reading === 'closed' && !(onlyRef && '$ref' in schema)) members.push(...closing(schema));
    return Object.fromEntries(members);
  };

  const lowerValue = (keyword: string, value: unknown, reading: Reading): unknown => {
    const child = keyword === 'contains' || keyword === 'not' || keyword === 'if' ? 'asWritten' : reading;
    const below = child === 'asWritten' ? 'asWritten' : 'closed';
    switch (keywordKinds.get(keyword)) {
      case 'schema':
        return lower(value, below);
      case 'list':
        return (value as readonly unknown[]).map((item) => lower(item, below));
      case 'table':
        return mapTable(value, (item) => lower(item, below));
      case 'inPlaceSchema':
        return lower(value, inPlace(child));
      case 'inPlaceList':
        return (value as readonly unknown[]).map((item) => lower(item, inPlace(child)));
      case 'inPlaceTable':
        return mapTable(value, (item) => lower(item, inPlace(child)));
      default:
        return value;
    }
  };

  const lowered = lower(root, 'closed');
  return defs.length === 0 || typeof lowered === 'boolean' ? lowered : { ...lowered, $defs: defs };
}

function inPlace(reading: Reading): Reading {
  return reading === 'asWritten' ? 'asWritten' : 'inPlace';
}

/** What closes an object schema: nothing when it opens itself, cannot describe an object, or lists whole values. */
function closing(schema: SchemaObject): [string, boolean][] {
  if ('additionalProperties' in schema || 'unevaluatedProperties' in schema || 'enum' in schema || 'const' in schema) return [];
  const types = schema['type'];
  if (types !== undefined && ![types].flat().includes('object')) return [];
  const shared = Object.keys(schema).some((keyword) => keyword === '$ref' || keywordKinds.get(keyword)?.startsWith('inPlace'));
  return [[shared ? 'unevaluatedProperties' : 'additionalProperties', false]];
}

function mapTable(table: unknown, change: (item: unknown) => SchemaNode): unknown {
  return Object.fromEntries(Object.entries(table as SchemaObject).map(([key, item]) => [key, change(item)]));
}
