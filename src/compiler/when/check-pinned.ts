import { isClosed, propertiesOf } from '../kinds/text-schema.ts';
import type { Pinning } from '../lock/resolve-pins.ts';
import type { PolicySource } from '../policy-source.ts';
import type { Report } from '../problem.ts';
import { isSchemaObject, type SchemaObject } from '../schema/keywords.ts';

/** Warns of arguments that must be the caller's own and can never be, by the pinned `inputSchema` that calls are checked against. */
export function checkPinnedEquals({ servers }: PolicySource, pinnings: ReadonlyMap<string, Pinning>, report: Report): void {
  for (const [server, { pins, schemas }] of pinnings) {
    for (const [tool, { arguments: listed = {} }] of Object.entries(servers[server]?.tools ?? {})) {
      const schema = schemas.has(tool) ? pins.tools[tool]?.descriptor['inputSchema'] : undefined;
      if (!isSchemaObject(schema)) continue;
      for (const [name, { equals }] of Object.entries(listed)) {
        const fault = equals === undefined ? undefined : explainArgument(name, schema);
        if (fault === undefined) continue;
        report({ severity: 'warning', path: ['servers', server, 'tools', tool, 'arguments', name, 'equals'], message: `the pinned \`inputSchema\` ${fault.message}, so every call is denied`, hint: fault.hint });
      }
    }
  }
}

function explainArgument(name: string, root: SchemaObject): { readonly message: string; readonly hint: string } | undefined {
  const properties = propertiesOf(root);
  if (!Object.hasOwn(properties, name)) return isClosed(root) ? { message: `has no argument \`${name}\``, hint: 'name the argument as the server lists it' } : undefined;
  const schema = properties[name];
  const type = isSchemaObject(schema) ? schema['type'] : undefined;
  if (type === undefined || [type].flat().includes('string')) return undefined;
  return { message: `takes no text for \`${name}\``, hint: 'only text can be compared with what is known of a caller: have the server take it as text' };
}
