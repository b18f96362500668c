import { colors } from '../colors.ts';
import { structuredPatch } from 'diff';
import { showPath, showText } from '../../compiler/lock/show-path.ts';
import type { PinKind } from '../../compiler/lock/lock-file.ts';
import type { Difference, FieldChange } from './differences.ts';

/** What one of a kind is called. */
export const nouns: Readonly<Record<PinKind, string>> = { tools: 'tool', prompts: 'prompt', resources: 'resource', templates: 'template' };

/** Texts longer than this, or of several lines, are shown by the lines that differ. */
const shortText = 80;

/** Differences as people read them: a headline for each, below it every field with its old and new value. */
export function renderDifferences(differences: readonly Difference[]): string {
  return differences.map(renderDifference).join('\n');
}

function renderDifference({ kind, name, change, fields }: Difference): string {
  const head = colors.bold(`${change.padEnd(7)}  ${nouns[kind]} ${showName(name)}`);
  return [head, ...(change === 'removed' ? [] : fields.flatMap(renderField)), ''].join('\n');
}

function renderField(field: FieldChange): readonly string[] {
  return [`  ${showPath(field.path)}`, ...renderValues(field).map((line) => `    ${colour(line)}`)];
}

function renderValues(field: FieldChange): readonly string[] {
  const { before, after } = field;
  if (typeof before === 'string' && typeof after === 'string' && (isLong(before) || isLong(after))) {
    const lines = patchLines(before, after);
    if (lines !== undefined) return lines;
  }
  return [...('before' in field ? prefix('- ', showValue(before)) : []), ...('after' in field ? prefix('+ ', showValue(after)) : [])];
}

function isLong(text: string): boolean {
  return text.length > shortText || text.includes('\n');
}

/** The lines that differ, with two around them; undefined when there are too many to find in time. */
function patchLines(before: string, after: string): readonly string[] | undefined {
  const end = before.endsWith('\n') || after.endsWith('\n') ? '' : '\n';
  const patch = structuredPatch('', '', showText(before + end), showText(after + end), '', '', { context: 2, maxEditLength: 2000 });
  return patch?.hunks.flatMap(({ lines }, index) => [...(index > 0 ? ['...'] : []), ...lines.map((line) => line.replace(/^[-+ ]/, '$& '))]);
}

/** A text of several lines keeps them; anything else is JSON. */
function showValue(value: unknown): string {
  return showText(typeof value === 'string' && value.includes('\n') ? value : JSON.stringify(value));
}

function prefix(mark: string, text: string): readonly string[] {
  return text.split('\n').map((line) => mark + line);
}

function colour(line: string): string {
  if (line.startsWith('-')) return colors.red(line);
  return line.startsWith('+') ? colors.green(line) : line;
}

/** A name, quoted when it is not a plain word. */
export function showName(name: string): string {
  return /^[\w./:{}-]+$/.test(name) ? name : showText(JSON.stringify(name));
}
