import type { SchemaObject } from '../schema/keywords.ts';
import { inferKind, type Inference } from './infer-kind.ts';
import { describeText, type DescribedTool } from './named-text.ts';
import { findTexts } from './text-schema.ts';

/**
 * What an argument is for by its pinned schema: `no text` where it takes only numbers and listed values; undefined where its strings are
 * for different things, or nobody can say what for.
 */
export function inferArgument(name: string, schema: unknown, root: SchemaObject, tool: DescribedTool): Inference | 'no text' | undefined {
  const texts = findTexts(name, schema, root);
  if (texts?.length === 0) return 'no text';
  const inferences = texts?.map((text) => inferKind(describeText(text.name, text.description, tool), text.format)) ?? [];
  const [first] = inferences;
  return inferences.every((inference) => inference?.kind === first?.kind) ? first : undefined;
}
