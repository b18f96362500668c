import type { PolicyDescription } from '../compiler/describe-policy.ts';
import type { ArgumentDescription, ToolDescription } from '../compiler/describe-tools.ts';
import { showText } from '../compiler/lock/show-path.ts';

/** Longer names stand out of their column. */
const widest = 40;

/** A table of tools and what each of their arguments is inspected as, with what an inferred kind was inferred from; empty without tools. */
export function renderArguments({ servers }: PolicyDescription): string {
  const rows = servers.flatMap(({ name, tools }) => tools.flatMap((tool) => describeTool(servers.length > 1 ? `${name} ` : '', tool)));
  const widths = [0, 1, 2].map((column) => Math.min(widest, Math.max(...rows.map((row) => (row[column] ?? '').length))));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** One row an argument: tool, argument, kind, where from. The tool stands in its first row only. */
function describeTool(server: string, { name, arguments: described, others }: ToolDescription): readonly (readonly string[])[] {
  const rows = described.map(describeArgument);
  if (others === 'any') rows.push([rows.length === 0 ? '(all)' : '(others)', 'any']);
  else if (rows.length === 0) rows.push(['(none)']);
  return rows.map((cells, index) => [index === 0 ? `${server}${showText(name)}` : '', ...cells]);
}

function describeArgument({ name, kind, inferredFrom, takesText }: ArgumentDescription): readonly string[] {
  if (takesText === false) return [showText(name), '-', 'takes no text'];
  return [showText(name), kind, ...(inferredFrom === undefined ? [] : [`inferred from ${inferredFrom}`])];
}
