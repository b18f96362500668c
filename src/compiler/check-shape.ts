import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { policySchema } from './policy-schema.ts';
import type { PolicySource } from './policy-source.ts';
import type { Finding, Path, Report } from './problem.ts';
import { removeAt } from './remove-at.ts';
import { hintAt } from './suggest.ts';

/** Removing one broken part can uncover another, but never for long. */
const maxRounds = 20;

/**
 * Validates the policy against its JSON Schema and reports all it finds. Returns what is left of it without the
 * broken parts, so that the other checks can speak too; `undefined` when too little is left.
 */
export function checkShape(value: unknown, report: Report): PolicySource | undefined {
  const validate = new Ajv2020({ allErrors: true, strict: true, verbose: true, allowUnionTypes: true }).compile<PolicySource>(policySchema);
  let rest = value;
  for (let round = 0; round < maxRounds; round++) {
    if (validate(rest)) return rest;
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames' && keyword !== 'if');
    for (const error of errors) {
      const { cut, finding } = explain(error);
      if (round === 0) report(finding);
      if (cut.length > 0) rest = removeAt(rest, cut);
      else if (isMapping(rest) && !Object.hasOwn(rest, 'version')) rest = { ...rest, version: 1 };
      else return undefined;
    }
  }
  return undefined;
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Explained {
  readonly finding: Finding;
  /** What to leave out so that the rest can be checked. */
  readonly cut: Path;
}

function explain(error: ErrorObject): Explained {
  const path = readPointer(error.instancePath);
  if (error.propertyName !== undefined) return explainName(path, error.propertyName, error);
  if (error.keyword === 'additionalProperties') return explainUnknown(path, error);
  const at = describe(path);
  const say = (message: string, hint: string): Explained => ({ finding: { severity: 'error', path, message, hint }, cut: path });
  const { params, schema, data } = error as ErrorObject<string, Record<string, unknown>>;
  switch (error.keyword) {
    case 'required': {
      const key = String(params['missingProperty']);
      const finding = { severity: 'error', path, atKey: true, message: `${at} needs \`${key}\``, hint: hintOf(error, key) } as const;
      return { finding, cut: path };
    }
    case 'type':
      return say(`${at} must be ${typeNames(params['type'])}, not ${nameType(data)}`, hintOf(error));
    case 'enum':
      return say(`${at} cannot be ${show(data)}`, typeof data === 'string' ? hintAt(data, schema as string[], 'values') : `values: ${(schema as string[]).join(', ')}`);
    case 'const':
      return say(`${at} must be ${show(schema)}`, hintOf(error));
    case 'pattern':
      return say(`${at} cannot be ${show(data)}`, patternHint(path, error));
    case 'uniqueItems':
      return say(`${at} has an entry twice`, 'remove one of them');
    default:
      return say(`${at} ${error.message ?? 'is not valid'}`, hintOf(error));
  }
}

function explainName(path: Path, name: string, error: ErrorObject): Explained {
  const full = [...path, name];
  const message = `${show(name)} cannot be a name in ${describe(path)}`;
  const hint = error.keyword === 'pattern' ? patternHint(full, error) : (error.message ?? 'choose another name');
  return { finding: { severity: 'error', path: full, atKey: true, message, hint }, cut: full };
}

function explainUnknown(path: Path, error: ErrorObject): Explained {
  const key = String((error.params as { additionalProperty: unknown }).additionalProperty);
  const parent = error.parentSchema as { properties?: object } | undefined;
  const full = [...path, key];
  const message = `unknown key \`${key}\` in ${describe(path)}`;
  const hint = hintAt(key, Object.keys(parent?.properties ?? {}), 'keys here');
  return { finding: { severity: 'error', path: full, atKey: true, message, hint }, cut: full };
}

function patternHint(path: Path, error: ErrorObject): string {
  if (path.length === 2 && (path[0] === 'roles' || path[0] === 'servers')) return 'use 1 to 64 letters, digits, `_`, `.` or `-`';
  return hintOf(error);
}

function hintOf(error: ErrorObject, key?: string): string {
  const schema = error.parentSchema as { description?: string; properties?: Record<string, { description?: string }> } | undefined;
  const text = key === undefined ? schema?.description : schema?.properties?.[key]?.description;
  return text?.replace(/\.$/, '') ?? 'see docs/policy.md';
}

function readPointer(pointer: string): Path {
  return pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function describe(path: Path): string {
  return path.length === 0 ? 'the policy' : `\`${path.join('.')}\``;
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 57)}...` : text}\``;
}

function nameType(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : `the ${typeof value} ${show(value)}`;
}

const typeWords: Readonly<Record<string, string>> = { object: 'a mapping (`{}` when empty)', array: 'a list', string: 'text', integer: 'a whole number', boolean: '`true` or `false`' };

function typeNames(types: unknown): string {
  return [types].flat().map((type) => typeWords[String(type)] ?? String(type)).join(' or ');
}
