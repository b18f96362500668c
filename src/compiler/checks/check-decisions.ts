import { decisionsOf } from '../external.ts';
import { resolvePaths } from '../paths.ts';
import type { PolicySource, PromptSource, ServerSource, Table, ToolSource } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';
import { hintAt } from '../suggest.ts';

/** Checks what a server says of an external decision point: that its location is not one of clients, and what it is told can be told. */
export function checkDecisions(server: ServerSource, policy: PolicySource, path: Path, report: Report): void {
  const decisions = decisionsOf(policy, server);
  if (decisions?.location !== undefined && resolvePaths(server).some(({ path: endpoint }) => endpoint === decisions.location)) {
    const at = server.decisions === undefined ? ['decisions', 'location'] : [...path, 'decisions', 'location'];
    report({ severity: 'error', path: at, message: `\`${decisions.location}\` is where clients reach the server`, hint: 'give the decision point a location of its own' });
  }
  checkTold(server.tools, [...path, 'tools'], decisions !== undefined, report);
  checkTold(server.prompts, [...path, 'prompts'], decisions !== undefined, report);
}

function checkTold(table: Table<ToolSource | PromptSource> = {}, path: Path, isAsked: boolean, report: Report): void {
  for (const [name, { decisions, arguments: listed }] of Object.entries(table)) {
    if (decisions === undefined) continue;
    const at = [...path, name, 'decisions'];
    if (!isAsked) report({ severity: 'error', path: at, message: 'nobody is asked for decisions here', hint: 'write `decisions: { type: ... }` at the top level or for the server, or remove this' });
    for (const [index, argument] of (decisions.arguments ?? []).entries()) {
      if (listed === undefined || Object.hasOwn(listed, argument)) continue;
      report({ severity: 'error', path: [...at, 'arguments', index], message: `there is no argument \`${argument}\``, hint: hintAt(argument, Object.keys(listed), 'arguments') });
    }
  }
}
