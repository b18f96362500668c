import { Ajv2020 } from 'ajv/dist/2020.js';
import type { SchemaNode } from '../../core/policy/json-schema-node.ts';
import type { Finding, Path, Report } from '../problem.ts';
import { checkKeywords } from './check-keywords.ts';
import { findLoop } from './find-loop.ts';
import type { SchemaObject } from './keywords.ts';
import { lowerSchema } from './lower.ts';

/** Compiles a tool's JSON Schema for nginx; `undefined`, with findings, when it is not valid or not supported. */
export type CompileSchema = (schema: SchemaObject, path: Path, report: Report) => SchemaNode | undefined;

/** Makes a {@link CompileSchema} that does each distinct schema once. `strict` is Ajv's: it finds what an author wrote by mistake. */
export function createSchemaCompiler({ strict }: { readonly strict: boolean }): CompileSchema {
  const known = new Map<string, SchemaNode>();
  const ajv = new Ajv2020({ strict, allErrors: true, allowUnionTypes: true, validateSchema: false, logger: false });
  return (schema, path, report) => {
    const text = JSON.stringify(schema);
    const done = known.get(text);
    if (done !== undefined) return done;
    const unsupported: Finding[] = [];
    checkKeywords(schema, path, (finding) => unsupported.push(finding));
    unsupported.forEach(report);
    if (unsupported.length > 0) return undefined;
    // Before Ajv, whose strict mode follows a loop until the stack ends.
    const loop = findLoop(schema);
    if (loop !== undefined) {
      report({ severity: 'error', path: [...path, '$defs'], message: `the reference ${loop} never ends`, hint: 'refer to it only below a property or an item' });
      return undefined;
    }
    if (!checkByAjv(ajv, schema, path, report)) return undefined;
    const lowered = lowerSchema(schema);
    known.set(text, lowered);
    return lowered;
  };
}

/** Ajv knows JSON Schema best: its meta-schema and strict mode find what would never match or be ignored. */
function checkByAjv(ajv: Ajv2020, schema: SchemaObject, path: Path, report: Report): boolean {
  if (ajv.validateSchema(schema) !== true) {
    for (const error of ajv.errors ?? []) {
      const steps = error.instancePath.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
      report({ severity: 'error', path: [...path, ...steps], message: `the schema is not valid here: ${error.message ?? 'unknown fault'}`, hint: 'see JSON Schema 2020-12' });
    }
    return false;
  }
  try {
    ajv.compile(schema);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/^strict mode: /, '') : 'unknown fault';
    report({ severity: 'error', path, message: `the schema is refused: ${message}`, hint: 'the schema is read in Ajv\'s strict mode: name a `type`, and only keywords that belong to it' });
    return false;
  }
}
