import type { PolicyDescription } from '../compiler/describe-policy.ts';
import { showText } from '../compiler/lock/show-path.ts';
import type { ConditionsDescription } from '../compiler/when/describe-when.ts';

/** The conditions under which grants hold, a line each; undefined when there are none. */
export function renderConditions({ conditions = [], servers }: PolicyDescription): string | undefined {
  if (conditions.length === 0) return undefined;
  const named = servers.length > 1;
  const rows = conditions.map((row) => [placeOf(row, named), row.conditions.map(showText).join('; ')] as const);
  const width = Math.max(...rows.map(([place]) => place.length)) + 2;
  return ['Only when', ...rows.map(([place, text]) => place.padEnd(width) + text)].join('\n');
}

function placeOf({ server, tool, prompt, resource }: ConditionsDescription, named: boolean): string {
  const what = tool ?? (prompt === undefined ? (resource ?? 'everything') : `prompt ${prompt}`);
  return `${named ? `${server} ` : ''}${showText(what)}`;
}
