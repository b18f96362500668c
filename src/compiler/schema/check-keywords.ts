import { explainPattern } from '../linear-pattern.ts';
import type { Path, Report } from '../problem.ts';
import { hintAt } from '../suggest.ts';
import { annotationKeywords, isSchemaObject, keywordKinds, subschemas, supportedKeywords } from './keywords.ts';

const refShape = /^#(?:\/\$defs\/[^/%~]+)?$/;

/** Reports what of a JSON Schema the validator in nginx cannot do, so that nothing in it is silently ignored. */
export function checkKeywords(schema: unknown, path: Path, report: Report): void {
  const root = schema;
  const visit = (node: unknown, at: Path): void => {
    if (!isSchemaObject(node)) return;
    for (const [keyword, value] of Object.entries(node)) {
      const here = [...at, keyword];
      const say = (message: string, hint: string): void => {
        report({ severity: 'error', path: here, message, hint });
      };
      if (keyword === 'format') say('the keyword `format` is not checked by JSON Schema validators alike', 'say the same with `pattern`, or leave it out');
      else if (keyword === '$schema') checkDialect(value, say);
      else if (keyword === '$defs' && node !== root) say('`$defs` may stand only at the top of the schema', 'move the definitions there');
      else if (!keywordKinds.has(keyword) && !annotationKeywords.has(keyword)) {
        say(`the keyword \`${keyword}\` is not supported`, hintAt(keyword, supportedKeywords, 'keywords'));
      }
      if (keyword === '$ref') checkRef(root, value, say);
      if (keyword === 'pattern' && typeof value === 'string') checkPattern(value, say);
      if (keyword === 'patternProperties' && isSchemaObject(value)) for (const pattern of Object.keys(value)) checkPattern(pattern, say);
      for (const [sub, step] of subschemas(keyword, value)) visit(sub, [...here, ...step]);
    }
  };
  visit(schema, path);
}

type Say = (message: string, hint: string) => void;

function checkDialect(value: unknown, say: Say): void {
  if (value === 'https://json-schema.org/draft/2020-12/schema') return;
  say('the schema is of another dialect', 'write it in JSON Schema 2020-12 and leave `$schema` out');
}

function checkRef(root: unknown, value: unknown, say: Say): void {
  if (typeof value !== 'string' || !refShape.test(value)) {
    say(`\`$ref\` cannot be ${JSON.stringify(value)}`, 'refer to `#` or `#/$defs/<name>` of the same schema');
    return;
  }
  const defs = isSchemaObject(root) ? root['$defs'] : undefined;
  const name = value.slice('#/$defs/'.length);
  if (name === '' || (isSchemaObject(defs) && Object.hasOwn(defs, name))) return;
  say(`\`${value}\` is not defined`, hintAt(name, Object.keys(isSchemaObject(defs) ? defs : {}), 'definitions'));
}

function checkPattern(pattern: string, say: Say): void {
  const reason = explainPattern(pattern);
  if (reason !== undefined) say(`the pattern \`${pattern}\` cannot be used: ${reason}`, 'write it so that each character can be matched in one way only');
}
