import type { Kind } from '../../core/policy/kind.ts';
import { kindByFormat } from './kind-by-format.ts';
import { nameRules, type NameRule } from './name-rules.ts';
import type { NamedText } from './named-text.ts';

/** A kind, and what it was inferred from, for people: `name and description`. */
export interface Inference {
  readonly kind: Kind;
  readonly from: string;
}

/** A description that says at its beginning what the argument is. */
const byDescription: readonly (readonly [Kind, RegExp])[] = [
  ['path', /^(?:(?:the|a|an|full|absolute|relative|local|optional|output|input) ){0,4}(?:file ?|directory |folder )?paths? (?:to|of|where) (?:(?:the|a|an|local|output|input) ){0,3}[a-z]* ?(?:files?|directory|directories|folders?)\b/],
  ['url', /^(?:(?:the|a|an|full|absolute|optional|target|https?) ){0,4}urls?\b(?! (?:path|or|pattern|encoded))/],
  ['id', /^(?:(?:the|a|an|optional|unique) ){0,3}(?:[a-z]{1,20} ){0,2}(?:ids?|identifiers?|uuids?)\b(?! (?:or|and))/],
];
/** Where a URL is asked for by `format` or description: what it may be besides, which kind `url` would refuse. */
const otherScheme = /\bdata ur[il]|\b(?!https?:)[a-z][a-z\d+.-]{1,20}:\/\/|\b(?:resource|connection|database|git|ssh|s3)\b/;

/** Infers what a string is for, from its `format`, its name and what is said of it; undefined when unsure. */
export function inferKind(text: NamedText, format: string | undefined): Inference | undefined {
  const byFormat = format === undefined ? undefined : kindByFormat(format);
  if (byFormat !== undefined) return byFormat === 'any' || maybeOtherScheme(byFormat, text) ? undefined : { kind: byFormat, from: `format \`${String(format)}\`` };
  const rules = nameRules.filter(({ heads }) => heads.test(text.head));
  for (const rule of rules) {
    const signs = findSigns(text, rule);
    if (signs !== undefined) return { kind: rule.kind, from: ['name', ...signs].join(' and ') };
  }
  if (rules.length > 0) return undefined;
  const [kind] = byDescription.find(([, pattern]) => pattern.test(text.description)) ?? [];
  return kind === undefined || maybeOtherScheme(kind, text) ? undefined : { kind, from: 'description' };
}

function maybeOtherScheme(kind: Kind, { head, words, description }: NamedText): boolean {
  return kind === 'url' && (otherScheme.test(`${words} ${head}`) || otherScheme.test(description));
}

/** Where what a rule needs besides the name was found; undefined when it is missing, or something speaks against it. */
function findSigns({ words, description, tool }: NamedText, { sign, nearSign, toolSigns, unless, toolUnless }: NameRule): readonly string[] | undefined {
  if (unless !== undefined && (unless.test(words) || unless.test(description))) return undefined;
  if (toolUnless?.test(tool.name)) return undefined;
  if (toolSigns !== undefined) return toolSigns.every((one) => one.test(tool.name)) ? ['tool name'] : undefined;
  const needed = sign ?? nearSign;
  if (needed === undefined || needed.test(words)) return [];
  if (needed.test(description)) return ['description'];
  if (needed.test(tool.name)) return ['tool name'];
  return sign?.test(tool.description) ? ['tool description'] : undefined;
}
