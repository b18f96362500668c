import { describeOwnModes, listKinds, listRules } from '../src/compiler/rule-catalogue.ts';
import { ruleModes } from '../src/core/rule-mode.ts';

const begin = '<!-- reference: made from src/compiler/rule-texts.ts and src/core/inspect/registry.ts -->';
const end = '<!-- end of reference -->';

/** The document with its tables of rules and kinds written anew. */
export function refreshDetection(document: string): string {
  const [before = '', rest = ''] = document.split(begin);
  const [, after = ''] = rest.split(end);
  return `${before}${begin}\n\n${renderRules()}\n\n${renderKinds()}\n\n${end}${after}`;
}

function renderRules(): string {
  const rows = listRules().map((rule) => {
    const where = rule.kinds.map(({ kind }) => `\`${kind}\``).join(' ');
    return row([`\`${rule.id}\``, describeOwnModes(rule), where, rule.stops, rule.passes, rule.sources.join(', ')]);
  });
  return ['### Rules', '', row(['rule', 'mode', 'kinds', 'stops', 'lets pass', 'see']), '|---|---|---|---|---|---|', ...rows].join('\n');
}

function renderKinds(): string {
  const all = listKinds();
  // Modes that no rule has by itself need no column.
  const modes = ruleModes.filter((mode) => all.some((kind) => kind[mode].length > 0));
  const rows = all.map((kind) => row([`\`${kind.kind}\``, ...modes.map((mode) => list(kind[mode])), kind.passes]));
  return ['### Kinds', '', row(['kind', ...modes.map((mode) => titles[mode]), 'passes']), `|${'---|'.repeat(modes.length + 2)}`, ...rows].join('\n');
}

const titles = { deny: 'refused by', alert: 'only logged by', off: 'off' } as const;

function list(rules: readonly string[]): string {
  return rules.map((rule) => `\`${rule}\``).join(', ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
