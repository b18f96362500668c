import { redactArguments, type Look } from '../core/redact/arguments.ts';
import { maskText, type TextForm } from '../core/redact/text.ts';
import type { Audit } from '../core/reach.ts';
import type { Rule } from '../core/rules.ts';
import type { Variables } from './transport.ts';

/** Longest `$mcp_arguments`, in characters. */
const maxArguments = 1024;

/**
 * Writes what was found into the `$mcp_*` variables; at once, so that it survives redirects and reaches the log.
 * `$mcp_decision` says `deny` and `$mcp_era` says `legacy` until something else is known; the others what nginx's pattern for
 * ordinary calls took from the body, so all of them are written.
 */
export function writeAudit(variables: Variables, audit: Audit, rule: Rule | undefined): void {
  if (audit.era !== 'legacy') variables['mcp_era'] = audit.era;
  if (rule !== undefined) variables['mcp_rule'] = rule;
  // What was allowed is named as the policy and the protocol name it, but for URIs; a denied name can be anything.
  const isKnown = rule === undefined;
  const { role, subject } = audit.caller;
  if (role !== '') variables['mcp_role'] = isKnown ? role : maskText(role);
  if (subject !== undefined) variables['mcp_subject'] = subject;
  variables['mcp_method'] = isKnown ? audit.method : maskText(audit.method);
  variables['mcp_target'] = isKnown && !audit.target.includes(':') ? audit.target : maskText(audit.target);
  if (audit.arguments === undefined) variables['mcp_arguments'] = '';
  else writeArguments(variables, audit.arguments);
  if (audit.alert || audit.findings.size > 0) variables['mcp_alert'] = '1';
  if (audit.findings.size > 0) variables['mcp_findings'] = [...audit.findings].join(' ');
}

/** What is known of the arguments of an ordinary call, which are ASCII. */
export interface KnownArguments {
  /** Names under which no value is a secret by name. */
  readonly plainKeys: ReadonlySet<string>;
  /** A text that is no secret and needs no escaping. */
  readonly plainText: string | undefined;
}

/** Writes `$mcp_arguments`: secrets masked, bounded. */
export function writeArguments(variables: Variables, args: unknown, known?: KnownArguments): void {
  variables['mcp_arguments'] = redactArguments(args, maxArguments, new NginxLook(variables, known));
}

/** Looks at texts by nginx's maps, made of the same patterns core has. */
class NginxLook implements Look {
  declare private readonly variables: Variables;
  declare private readonly known: KnownArguments | undefined;

  constructor(variables: Variables, known: KnownArguments | undefined) {
    this.variables = variables;
    this.known = known;
  }

  get isAscii(): boolean {
    return this.known !== undefined;
  }

  formOf(text: string): TextForm {
    if (text === this.known?.plainText) return 'plain';
    this.variables['portcullis_text'] = text;
    return (this.variables['portcullis_text_form'] ?? 'unknown') as TextForm;
  }

  isPlainKey(key: string): boolean {
    if (this.known?.plainKeys.has(key) === true) return true;
    this.variables['portcullis_text'] = key;
    return this.variables['portcullis_plain_key'] === '1';
  }
}
