import type { Limits } from '../jsonrpc/limits.ts';
import type { SchemaNode } from './json-schema-node.ts';
import type { Kind } from './kind.ts';
import type { RedactionSettings } from '../redact/results/settings.ts';
import type { RuleModes } from '../rule-mode.ts';
import type { ScopeNeeds } from './scopes.ts';
import type { DenialShape } from '../verdict.ts';
import type { When } from './when.ts';

/*
 * The entries of the compiled policy: what `portcullis compile` writes into nginx's map and what a
 * handler parses back, one per call. Names are short because each is parsed for every call.
 */

/** Roles that may, inheritance flattened, as " reader support ": one `includes` decides. */
export type RoleList = string;

/** A JSON value as parsed. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What holds where a policy sets nothing; entries leave it out, since each is parsed for every call. */
export const defaultLimits: Limits = { body: 1_048_576, depth: 15, string: 8192, array: 1000 };

/** 10 MiB: room for pictures in base64. */
export const defaultResponseLimit = 10_485_760;

/** `server` entry: what holds for every message to one MCP server. */
export interface ServerEntry {
  readonly mode: 'enforce' | 'monitor';
  /** The public path of the legacy HTTP+SSE stream and of its message endpoint, when served. */
  readonly sse?: { readonly stream: string; readonly messages: string; /** On the server, where it is another. */ readonly upstreamMessages?: string };
  /** Roles that are granted anything on this server: they may open sessions and list. */
  readonly roles: RoleList;
  /** Absent: {@link defaultLimits}. */
  readonly limits?: Limits;
  readonly denial?: DenialShape;
  /** What the server may ask its clients for; absent: anything but visits to URLs. */
  readonly asks?: ClientRequestRules;
  /** Longest answer, or event of a stream, in characters; absent: {@link defaultResponseLimit}. */
  readonly response?: number;
  /** What is done about descriptors that are not the pinned ones; absent: nobody looks. */
  readonly pin?: 'enforce' | 'warn';
  /** What is done about secrets in what the server sends; absent: the defaults. */
  readonly redact?: RedactionSettings;
  /** Modes of rules for what no entry lists (completion); absent: their own. */
  readonly modes?: RuleModes;
  /** Who is asked about what the policy allows; absent: nobody. */
  readonly external?: ExternalSettings;
  /** When it is there at all; a tool's entry has this worked in. */
  readonly when?: When;
  /** Further methods granted by name. */
  readonly methods?: { readonly [method: string]: RoleList };
  /** What a token needs for anything; absent: nothing. */
  readonly scopes?: ScopeNeeds;
  /** Its public URL, which tokens are for and whose metadata clients are told of (RFC 9728); absent: they are not. */
  readonly resource?: string;
  /** Algorithms of proofs of possession, as a challenge has them; absent: none are taken. */
  readonly dpop?: string;
}

/** An external decision point (docs/decisions.md). */
export interface ExternalSettings {
  readonly type: 'authzen' | 'opa';
  /** nginx's location that leads there. */
  readonly location: string;
  /** Milliseconds for all the decisions that one request needs. */
  readonly timeout: number;
  /** Milliseconds for which a decision holds; absent: it is asked for each time. */
  readonly cache?: number;
}

/** What a server may not ask for, and the hosts of the URLs it may send a user to. */
export interface ClientRequestRules {
  readonly deny?: readonly ('sampling' | 'elicitation' | 'roots')[];
  readonly hosts?: readonly string[];
}

/** `tool` entry. */
export interface ToolEntry {
  /** The exact name: nginx's map ignores case. */
  readonly name: string;
  readonly roles: RoleList;
  /** Present when nobody may call it: `enabled: false`, or `unpinned`. */
  readonly off?: true;
  /** Present when the lock file does not have the tool and the server's pins are enforced. */
  readonly unpinned?: true;
  /** When it may be called; absent: ever. */
  readonly when?: When;
  /** Log at alert level when called. */
  readonly alert?: true;
  readonly denial?: DenialShape;
  /** The server's, repeated so that a call needs no second look-up; absent: {@link defaultLimits}. */
  readonly limits?: Limits;
  /** What is done about secrets in its results, the server's worked in; absent: the defaults. */
  readonly redact?: RedactionSettings;
  /** Modes of rules, those of the policy and the server worked in; absent: their own. */
  readonly modes?: RuleModes;
  /** Listed arguments; with it, any other argument is refused. Absent: any argument, each of its kind in `kinds`, else `any`. */
  readonly args?: { readonly [name: string]: ArgumentEntry };
  /** What was inferred of arguments whose kind the policy does not name. */
  readonly kinds?: { readonly [name: string]: Kind };
  /** Names of listed arguments that must be given. */
  readonly required?: readonly string[];
  /** JSON Schema 2020-12 of the whole `arguments` object, as json-schema.ts reads it. */
  readonly schema?: SchemaNode;
  /** The pinned `inputSchema`, which holds besides. */
  readonly pinned?: SchemaNode;
  /** Digest of the pinned descriptor (pin.ts). */
  readonly pin?: string;
  /** What a token needs, the server's worked in; absent: nothing. */
  readonly scopes?: ScopeNeeds;
  /** The arguments the external decision point is told; absent: it is not asked. */
  readonly sends?: readonly string[];
}

/** One argument of a tool or prompt. */
export interface ArgumentEntry {
  /** Absent: the one in the tool's `kinds`, else `any`. */
  readonly kind?: Kind;
  readonly within?: readonly string[];
  readonly hosts?: readonly string[];
  readonly enum?: readonly Json[];
  readonly pattern?: string;
  /** Longest string in UTF-16 code units, overriding limits.string. */
  readonly string?: number;
  /** Modes of rules instead of its tool's or prompt's, which are worked in; absent: those. */
  readonly modes?: RuleModes;
}

/** `prompt` entry: prompts take string arguments. */
export interface PromptEntry {
  readonly name: string;
  readonly roles: RoleList;
  /** What its arguments are inspected as unless listed; tells a prompt from a tool. */
  readonly kind: 'text';
  /** When it may be got, beside the server's; absent: ever. */
  readonly when?: When;
  /** Modes of rules, those of the policy and the server worked in; absent: their own. */
  readonly modes?: RuleModes;
  readonly args?: { readonly [name: string]: ArgumentEntry };
  /** Names of listed arguments that must be given. */
  readonly required?: readonly string[];
  readonly denial?: DenialShape;
  /** Present when the lock file does not have the prompt and the server's pins are enforced. */
  readonly unpinned?: true;
  /** Digest of the pinned descriptor (pin.ts). */
  readonly pin?: string;
  /** What a token needs, the server's worked in; absent: nothing. */
  readonly scopes?: ScopeNeeds;
  /** The arguments the external decision point is told; absent: it is not asked. */
  readonly sends?: readonly string[];
}

/** `resource` and `template` entries, by URI and URI template: only the pinned ones there are. */
export interface PinEntry {
  readonly name: string;
  readonly pin: string;
}

/** `resources` entry of a server: the patterns in policy order. */
export interface ResourcesEntry {
  readonly grants: readonly { readonly uri: string; readonly roles: RoleList; /** As a tool's. */ readonly scopes?: ScopeNeeds; /** Beside the server's. */ readonly when?: When }[];
}
