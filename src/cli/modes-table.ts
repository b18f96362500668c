import type { ModesDescription } from '../compiler/describe-modes.ts';
import type { PolicyDescription } from '../compiler/describe-policy.ts';

/** Where rules of inspection are not in their own mode, a line each; undefined when all are. */
export function renderModes({ rules, servers }: PolicyDescription): string | undefined {
  if (rules.length === 0) return undefined;
  const named = servers.length > 1;
  const rows = rules.map((row) => [placeOf(row, named), modesOf(row)] as const);
  const width = Math.max(...rows.map(([place]) => place.length)) + 2;
  return ['Rules not in their own mode', ...rows.map(([place, modes]) => place.padEnd(width) + modes)].join('\n');
}

function placeOf({ server, tool, prompt, argument }: ModesDescription, named: boolean): string {
  const what = tool ?? (prompt === undefined ? 'completions' : `prompt ${prompt}`);
  return `${named ? `${server} ` : ''}${what}${argument === undefined ? '' : `.${argument}`}`;
}

function modesOf({ modes }: ModesDescription): string {
  return Object.entries(modes).map(([rule, mode]) => `${rule} ${mode}`).join(', ') || 'all in their own';
}
