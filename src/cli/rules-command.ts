import { listKinds, listRules } from '../compiler/rule-catalogue.ts';
import { printLine } from './print.ts';
import { renderRules } from './rules-table.ts';

/** `portcullis rules`: prints every rule of inspection, what it stops and what it lets pass. */
export function rulesCommand(options: { readonly json?: true }): void {
  if (options.json) printLine(JSON.stringify({ rules: listRules(), kinds: listKinds() }, null, 2));
  else printLine(renderRules(listRules()));
}
