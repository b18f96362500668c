import type { Kind } from '../../core/policy/kind.ts';
import type { RuleMode } from '../../core/rule-mode.ts';
import { inspectionRules } from '../inspection-rules.ts';
import type { ArgumentSource, RulesSource, Table } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';

/** Warns of rules that would deny and are made to alert or look away for a whole policy or server. */
export function warnOfWeakRules(source: RulesSource | undefined, path: Path, where: string, report: Report): void {
  for (const { id, modes } of inspectionRules) {
    const mode = source?.[id];
    if (mode === undefined || mode === 'deny' || ![...modes.values()].includes('deny')) continue;
    const hint = `set it for the tools or arguments whose work it stops${mode === 'off' ? '' : ', once the log has shown which'}`;
    report({ severity: 'warning', path: [...path, 'rules', id], atKey: true, message: `\`${id}\` ${effects[mode]} ${where}`, hint });
  }
}

const effects: Readonly<Record<Exclude<RuleMode, 'deny'>, string>> = { alert: 'refuses nothing', off: 'looks at nothing' };

/** Warns of modes that mean nothing, since the rule does not run for the argument's kind. */
export function checkArgumentRules(table: Table<ArgumentSource>, path: Path, usual: Kind, report: Report): void {
  for (const [name, { kind = usual, rules }] of Object.entries(table)) {
    for (const { id, modes } of inspectionRules) {
      if (rules?.[id] === undefined || modes.has(kind)) continue;
      const message = `\`${id}\` does not look at arguments of kind \`${kind}\``;
      report({ severity: 'warning', path: [...path, name, 'rules', id], atKey: true, message, hint: `remove it; it is for ${[...modes.keys()].join(', ')}` });
    }
  }
}
