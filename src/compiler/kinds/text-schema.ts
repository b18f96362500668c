import { annotationKeywords, isSchemaObject, keywordKinds, type SchemaObject } from '../schema/keywords.ts';
import { longestDescription } from './named-text.ts';

/** A string that a schema lets a caller choose, wherever in the argument it stands. */
export interface FreeText {
  /** The name of the argument, and of the members on the way. */
  readonly name: string;
  readonly format: string | undefined;
  readonly description: string;
}

/** More strings than an argument has that is for one thing. */
const mostTexts = 32;
/** Schemas looked at for one argument: references may go round, and branches multiply. */
const mostSchemas = 256;

/**
 * The free strings of an argument's schema: none where it only takes numbers or listed values, `undefined` where not all of
 * them are known, as in an open object.
 */
export function findTexts(argument: string, schema: unknown, root: SchemaObject): readonly FreeText[] | undefined {
  const texts: FreeText[] = [];
  let looked = 0;

  /** Whether all that the schema lets pass is known. */
  const visit = (node: unknown, name: string, told: string): boolean => {
    if (!isSchemaObject(node) || ++looked > mostSchemas || texts.length > mostTexts) return false;
    if ('enum' in node || 'const' in node) return true;
    const own = node['description'];
    // Of a list and its items, a reference and its target: what either says counts.
    const description = typeof own === 'string' ? `${told} ${own.slice(0, longestDescription)}`.trim().slice(0, longestDescription) : told;
    const inner = (part: unknown): boolean => visit(part, name, description);
    if ('$ref' in node) return saysOnly(node, '$ref') && inner(resolve(node['$ref'], root));
    const combined = Object.keys(node).find(combines);
    if (combined !== undefined) {
      const branches = node[combined];
      return /^(?:any|one|all)Of$/.test(combined) && saysOnly(node, combined, 'type') && Array.isArray(branches) && branches.every((branch) => inner(branch));
    }
    return [...new Set([node['type']].flat())].every((type) => {
      switch (type) {
        case 'string':
          texts.push({ name, format: typeof node['format'] === 'string' ? node['format'] : undefined, description });
          return !('contentEncoding' in node);
        case 'array':
          return !('prefixItems' in node) && inner(node['items']);
        case 'object':
          return isClosed(node) && Object.entries(propertiesOf(node)).every(([key, part]) => visit(part, `${name}_${key}`, ''));
        default:
          return type === 'number' || type === 'integer' || type === 'boolean' || type === 'null';
      }
    });
  };
  return visit(schema, argument, '') ? texts : undefined;
}

/** Whether the keyword has other schemas speak of the same value. */
function combines(keyword: string): boolean {
  return keyword === 'dependencies' || keywordKinds.get(keyword)?.startsWith('inPlace') === true;
}

/** Whether a schema says nothing but this, annotations aside: what else it says could let other strings pass. */
function saysOnly(node: SchemaObject, ...keywords: readonly string[]): boolean {
  return Object.keys(node).every((keyword) => keywords.includes(keyword) || annotationKeywords.has(keyword));
}

/** Whether all members an object may have are described. What says nothing of others is closed when calls are checked (schema/lower.ts). */
export function isClosed(node: SchemaObject): boolean {
  const keywords = Object.keys(node);
  const opens = keywords.some((keyword) => keyword === '$ref' || keyword === 'patternProperties' || keyword === 'unevaluatedProperties' || combines(keyword));
  return !opens && (node['additionalProperties'] ?? false) === false;
}

/** The members an object schema describes. */
export function propertiesOf(node: SchemaObject): SchemaObject {
  return isSchemaObject(node['properties']) ? node['properties'] : {};
}

function resolve(ref: unknown, root: SchemaObject): unknown {
  const [, table, name] = typeof ref === 'string' ? (/^#\/(\$defs|definitions)\/([^/%~]+)$/.exec(ref) ?? []) : [];
  const definitions = table === undefined ? undefined : root[table];
  return name !== undefined && isSchemaObject(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}
