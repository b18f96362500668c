import type { Rule } from './rules.ts';

/** A JSON-RPC 2.0 request id as MCP narrows it: a string or an integer (basic, "Requests"). */
export type RequestId = string | number;

/** How a denied request is answered; a policy may choose per tool (docs/architecture.md, "Denials"). */
export type DenialShape = 'error' | 'result' | 'status';

/** What the gateway says no with. The rule goes to the log only; the client sees a fixed text. */
export interface Denial {
  readonly verdict: 'deny';
  readonly rule: Rule;
  /** The request's own id, when it could be read. */
  readonly id?: RequestId | undefined;
  readonly shape?: DenialShape | undefined;
  /** HTTP status and `WWW-Authenticate` of who cannot be known, where they are not the usual ones. */
  readonly status?: number | undefined;
  readonly challenge?: string | undefined;
  /** A notification or response has no reply channel: it is accepted and goes nowhere. */
  readonly dropped?: boolean | undefined;
  /** `error.data` the specification asks for, never anything of the policy. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** Builds a denial. */
export function deny(rule: Rule, extra: Omit<Denial, 'verdict' | 'rule'> = {}): Denial {
  return { verdict: 'deny', rule, ...extra };
}

/** Tells a denial from a value, for steps that return either. */
export function isDenial(value: unknown): value is Denial {
  return typeof value === 'object' && value !== null && 'verdict' in value && value.verdict === 'deny';
}
