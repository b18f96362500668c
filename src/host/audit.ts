import { redactArguments } from '../core/redact/arguments.ts';
import type { Audit } from '../core/reach.ts';
import type { Rule } from '../core/rules.ts';

/** Longest `$mcp_arguments`, in characters. */
const maxArguments = 1024;
const maxName = 256;

/** Writes what was found into the `$mcp_*` variables; at once, so that it survives redirects and reaches the log. */
export function writeAudit(r: NginxHTTPRequest, audit: Audit, decision: 'allow' | 'deny' | 'monitor', rule: Rule | undefined): void {
  const { variables } = r;
  variables['mcp_decision'] = decision;
  variables['mcp_era'] = audit.era;
  if (rule !== undefined) variables['mcp_rule'] = rule;
  if (audit.role !== '') variables['mcp_role'] = audit.role;
  if (audit.method !== '') variables['mcp_method'] = audit.method.slice(0, maxName);
  if (audit.target !== '') variables['mcp_target'] = audit.target.slice(0, maxName);
  if (audit.arguments !== undefined) variables['mcp_arguments'] = redactArguments(audit.arguments, maxArguments);
  if (audit.alert) r.warn(`portcullis: alert: ${JSON.stringify(audit.target)} called by ${audit.role}: ${decision}`);
}
