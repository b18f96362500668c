import type { SchemaNode } from '../../core/policy/json-schema-node.ts';
import type { PolicySource } from '../policy-source.ts';
import type { Report } from '../problem.ts';
import { createSchemaCompiler } from './compile-schema.ts';
import type { SchemaObject } from './keywords.ts';

/** Compiles the schemas of all tools, reporting what is wrong with them; the result finds each by itself. */
export function compileSchemas(policy: PolicySource, report: Report): (schema: SchemaObject) => SchemaNode | undefined {
  const compile = createSchemaCompiler({ strict: true });
  const compiled = new Map<SchemaObject, SchemaNode>();
  for (const [name, server] of Object.entries(policy.servers)) {
    for (const [tool, { schema }] of Object.entries(server.tools ?? {})) {
      if (schema === undefined) continue;
      const node = compile(schema, ['servers', name, 'tools', tool, 'schema'], report);
      if (node !== undefined) compiled.set(schema, node);
    }
  }
  return (schema) => compiled.get(schema);
}
