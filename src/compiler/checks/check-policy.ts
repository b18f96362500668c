import type { PolicySource } from '../policy-source.ts';
import type { Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { checkCase } from './check-case.ts';
import { checkIdentity } from './check-identity.ts';
import { checkNetwork } from './check-network.ts';
import { checkOAuth } from './check-oauth.ts';
import { warnOfWeakRules } from './check-rules.ts';
import { checkServer } from './check-server.ts';

/** Checks what the JSON Schema cannot say: that names exist, values make sense together, and grants are not careless. */
export function checkPolicy(policy: PolicySource, roles: RoleGraph, report: Report): void {
  if (policy.mode === 'monitor') warnMonitor(['mode'], report);
  warnOfWeakRules(policy.rules, [], 'on any server', report);
  checkIdentity(policy, roles, report);
  checkOAuth(policy, report);
  checkNetwork(policy, report);
  checkCase(roles.names, ['roles'], 'roles', report);
  checkCase(Object.keys(policy.servers), ['servers'], 'servers', report);
  for (const [name, server] of Object.entries(policy.servers)) {
    if (server.mode === 'monitor') warnMonitor(['servers', name, 'mode'], report);
    checkServer(name, server, policy, roles, report);
  }
}

function warnMonitor(path: readonly string[], report: Report): void {
  report({ severity: 'warning', path, message: 'with `mode: monitor` nothing is refused', hint: 'set `mode: enforce` once the log looks right' });
}
