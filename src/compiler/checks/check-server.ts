import { resolveLimits } from '../limits.ts';
import { resolvePaths } from '../paths.ts';
import type { PolicySource, ServerSource } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { checkArguments } from './check-arguments.ts';
import { checkCase } from './check-case.ts';
import { checkDecisions } from './check-decisions.ts';
import { checkResources } from './check-resources.ts';
import { checkRoles } from './check-roles.ts';
import { checkArgumentRules, warnOfWeakRules } from './check-rules.ts';
import { checkTool } from './check-tool.ts';

/** Checks one server: its paths, limits and everything it grants. */
export function checkServer(name: string, server: ServerSource, policy: PolicySource, roles: RoleGraph, report: Report): void {
  const path = ['servers', name];
  const limits = resolveLimits(policy, server);
  if (server.upstream === 'closed') {
    report({ severity: 'error', path: [...path, 'upstream'], message: 'the upstream `closed` is the one that refuses everything', hint: 'give the server\'s `upstream` another name' });
  }
  if (limits.string > limits.body) {
    report({ severity: 'warning', path: [...path, 'limits'], message: 'strings may be longer than the body that carries them', hint: 'raise `limits.body` or lower `limits.string`' });
  }
  warnOfWeakRules(server.rules, path, 'on this server', report);
  checkPaths(server, path, report);
  checkDecisions(server, policy, path, report);
  checkCase(Object.keys(server.tools ?? {}), [...path, 'tools'], 'tools', report);
  checkCase(Object.keys(server.prompts ?? {}), [...path, 'prompts'], 'prompts', report);
  for (const [tool, rules] of Object.entries(server.tools ?? {})) {
    checkName(tool, [...path, 'tools', tool], report);
    checkTool(tool, rules, [...path, 'tools', tool], limits, roles, report);
    checkArgumentRules(rules.arguments ?? {}, [...path, 'tools', tool, 'arguments'], 'any', report);
  }
  for (const [prompt, rules] of Object.entries(server.prompts ?? {})) {
    const at = [...path, 'prompts', prompt];
    checkName(prompt, at, report);
    checkRoles(rules.roles, [...at, 'roles'], roles, report);
    checkArguments(rules.arguments ?? {}, [...at, 'arguments'], limits, report);
    checkArgumentRules(rules.arguments ?? {}, [...at, 'arguments'], 'text', report);
  }
  for (const [method, rules] of Object.entries(server.methods ?? {})) {
    checkRoles(rules.roles, [...path, 'methods', method, 'roles'], roles, report);
  }
  checkResources(server.resources ?? [], [...path, 'resources'], roles, report);
}

function checkPaths(server: ServerSource, path: Path, report: Report): void {
  const seen = new Set<string>();
  for (const { path: endpoint, key } of resolvePaths(server)) {
    if (/\/\.{1,2}(?:\/|$)|\/\//.test(endpoint)) {
      report({ severity: 'error', path: [...path, ...key], message: `the path \`${endpoint}\` has a dot segment or an empty one`, hint: 'nginx normalizes paths: write the normal form' });
    }
    if (seen.has(endpoint)) {
      report({ severity: 'error', path: [...path, ...key], message: `the path \`${endpoint}\` has two uses`, hint: 'give each endpoint its own path' });
    }
    seen.add(endpoint);
  }
}

function checkName(name: string, path: Path, report: Report): void {
  if (!/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return;
  report({ severity: 'error', path, atKey: true, message: 'the name has characters that cannot be printed', hint: 'write the name as the server lists it' });
}
