import { policySchema } from '../src/compiler/policy-schema.ts';

interface SchemaPart {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly additionalProperties?: boolean | SchemaPart;
  readonly items?: SchemaPart;
}

const begin = '<!-- reference: made from src/compiler/policy-schema.ts -->';
const end = '<!-- end of reference -->';

/** The document with its reference written anew from the JSON Schema of the policy. */
export function refreshReference(document: string): string {
  const [before = '', rest = ''] = document.split(begin);
  const [, after = ''] = rest.split(end);
  return `${before}${begin}\n\n${renderReference()}\n${end}${after}`;
}

function renderReference(): string {
  const root: SchemaPart = policySchema;
  const definitions = Object.entries(policySchema.$defs as Readonly<Record<string, SchemaPart>>);
  return [section('Top level', root), ...definitions.map(([name, part]) => section(titles[name] ?? name, part))].join('\n');
}

const titles: Readonly<Record<string, string>> = {
  server: 'A server: `servers.<name>`',
  tool: 'A tool: `servers.<name>.tools.<name>`',
  prompt: 'A prompt: `servers.<name>.prompts.<name>`',
  resource: 'A resource: an entry of `servers.<name>.resources`',
  argument: 'An argument: `arguments.<name>` of a tool or prompt',
  rules: 'Rules of inspection: `rules` at every level',
  redaction: 'Redaction: `redact` at the top level, of a server or a tool',
};

function section(title: string, part: SchemaPart): string {
  return [`### ${title}`, '', '| key | values | default | |', '|---|---|---|---|', ...rows(part, ''), ''].join('\n');
}

function rows(part: SchemaPart, prefix: string): readonly string[] {
  return Object.entries(part.properties ?? {}).flatMap(([name, member]) => {
    const key = `${prefix}${name}`;
    const standard = member.default === undefined ? (part.required?.includes(name) ? 'required' : '') : `\`${JSON.stringify(member.default)}\``;
    const entries = typeof member.additionalProperties === 'object' ? member.additionalProperties : undefined;
    const row = `| \`${key}\` | ${values(member)} | ${standard} | ${(member.description ?? '').replaceAll('|', '\\|')} |`;
    return [row, ...rows(member, `${key}.`), ...rows(member.items ?? {}, `${key}[].`), ...(entries === undefined ? [] : rows(entries, `${key}.<name>.`))];
  });
}

function values(part: SchemaPart): string {
  if (part.enum !== undefined) return part.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (part.const !== undefined) return `\`${JSON.stringify(part.const)}\``;
  if (part.type === 'array') return part.items?.type === 'string' ? 'list of text' : 'list';
  if (part.$ref !== undefined) return part.$ref === '#/$defs/redaction' ? '`off`, or mapping' : 'mapping';
  if (Array.isArray(part.type)) return part.type.includes('object') ? 'list of text, or mapping' : 'size';
  return { object: 'mapping', string: 'text', integer: 'number', boolean: '`true`, `false`' }[String(part.type)] ?? '';
}
