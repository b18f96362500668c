import type { Method } from '../core/identity/identity.ts';
import type { Kind } from '../core/policy/kind.ts';
import type { PinMode } from '../core/policy/pin.ts';
import type { RuleModes } from '../core/rule-mode.ts';
import type { RedactionAction, RedactionGroup, redactionGroups } from '../core/redact/results/settings.ts';
import type { DenialShape } from '../core/verdict.ts';
import type { DpopSource } from './dpop/dpop-entries.ts';
import type { IntrospectionSource } from './introspection/introspection-entry.ts';
import type { IssuerSource } from './jwt/issuer-source.ts';
import type { WhenSource } from './when/when-source.ts';

/* A policy as written, once it satisfies policy-schema.ts. */

/** Bytes, or text like `8KiB`. */
export type SizeSource = number | string;

export interface PolicySource {
  readonly version: 1;
  readonly mode?: Mode;
  readonly denial?: DenialShape;
  readonly identity?: IdentitySource;
  readonly decisions?: DecisionsSource;
  readonly http?: { readonly hosts?: readonly string[]; readonly origins?: readonly string[] };
  readonly limits?: LimitsSource;
  readonly client_requests?: ClientRequestsSource;
  readonly redact?: RedactSource;
  readonly infer_kinds?: boolean;
  readonly rules?: RulesSource;
  readonly roles: Table<{ readonly inherits?: readonly string[] }>;
  readonly servers: Table<ServerSource>;
}

export interface IdentitySource {
  readonly role_header?: string;
  readonly trusted_hops?: readonly string[];
  readonly api_keys?: { readonly file?: string; readonly header?: string };
  readonly jwt?: readonly IssuerSource[];
  readonly introspection?: IntrospectionSource;
  readonly dpop?: DpopSource;
  readonly mtls?: { readonly names: readonly CertificateNameSource[] };
  readonly basic?: { readonly file?: string; readonly users: Table<string> };
  readonly auth_request?: Readonly<Record<string, never>>;
  readonly order?: readonly Method[];
  readonly anonymous?: string;
  readonly scopes?: Table<{ readonly includes?: readonly string[] }>;
  readonly authorization_servers?: readonly string[];
  readonly lockout?: { readonly failures?: number; readonly within?: string; readonly for?: string; readonly status?: number };
}

/** Who is asked about what is allowed, or `off`. */
export type DecisionsSource = 'off' | { readonly type: 'authzen' | 'opa'; readonly location?: string; readonly timeout?: string; readonly cache?: string };

/** What they are told of arguments. */
export interface ToldSource {
  readonly arguments?: readonly string[];
}

/** One of the names, and the role of who has it. */
export interface CertificateNameSource {
  readonly uri?: string;
  readonly dns?: string;
  readonly subject?: string;
  readonly role: string;
}

export type Mode = 'enforce' | 'monitor';

export type Table<T> = Readonly<Record<string, T>>;

export interface LimitsSource {
  readonly body?: SizeSource;
  readonly depth?: number;
  readonly string?: SizeSource;
  readonly array?: number;
  readonly response?: SizeSource;
}

/** Modes by rule of inspection. */
export type RulesSource = RuleModes;

export type PermissionSource = 'allow' | 'deny';

export interface ClientRequestsSource {
  readonly sampling?: PermissionSource;
  readonly elicitation?: PermissionSource;
  readonly roots?: PermissionSource;
  readonly url_hosts?: readonly string[];
}

/** `off`, or actions by group and by rule. */
export type RedactSource = 'off' | ({ readonly [group in RedactionGroup]?: RedactionAction } & { readonly rules?: { readonly [rule in (typeof redactionGroups)['secrets'][number]]?: RedactionAction } });

export interface ServerSource {
  readonly upstream: string;
  readonly path?: string;
  readonly upstream_path?: string;
  readonly host?: string;
  readonly sse?: { readonly stream?: string; readonly messages?: string; readonly upstream_stream?: string; readonly upstream_messages?: string };
  readonly resource?: string;
  readonly resource_name?: string;
  readonly resource_documentation?: string;
  readonly scopes?: readonly string[];
  readonly mode?: Mode;
  readonly denial?: DenialShape;
  readonly limits?: LimitsSource;
  readonly client_requests?: ClientRequestsSource;
  readonly pin?: { readonly mode?: PinMode };
  readonly redact?: RedactSource;
  readonly infer_kinds?: boolean;
  readonly decisions?: DecisionsSource;
  readonly rules?: RulesSource;
  readonly when?: WhenSource;
  readonly methods?: Table<{ readonly roles: readonly string[] }>;
  readonly tools?: Table<ToolSource>;
  readonly resources?: readonly { readonly uri: string; readonly roles: readonly string[]; readonly scopes?: readonly string[]; readonly when?: WhenSource }[];
  readonly prompts?: Table<PromptSource>;
}

export interface ToolSource {
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly when?: WhenSource;
  readonly enabled?: boolean;
  readonly alert?: boolean;
  readonly denial?: DenialShape;
  readonly redact?: RedactSource;
  readonly rules?: RulesSource;
  readonly decisions?: ToldSource;
  readonly arguments?: Table<ArgumentSource>;
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly pin_schema?: boolean;
}

export interface PromptSource {
  readonly roles: readonly string[];
  readonly scopes?: readonly string[];
  readonly when?: WhenSource;
  readonly rules?: RulesSource;
  readonly decisions?: ToldSource;
  readonly arguments?: Table<ArgumentSource>;
}

export interface ArgumentSource {
  readonly kind?: Kind;
  readonly within?: readonly string[];
  readonly hosts?: readonly string[];
  readonly equals?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly string?: SizeSource;
  readonly rules?: RulesSource;
  readonly required?: boolean;
}
