import { judgeClaim } from './identity/binding.ts';
import type { Identity } from './identity/identity.ts';
import { Inspection } from './inspection.ts';
import { isObject, type JsonObject } from './jsonrpc/json.ts';
import { checkLimits, type Limits } from './jsonrpc/limits.ts';
import type { JsonDocument } from './jsonrpc/parse.ts';
import type { Reach } from './mcp/methods.ts';
import { declaresTasks } from './mcp/task-capability.ts';
import { findDisguisedParameter } from './mcp/parameters.ts';
import type { Era } from './mcp/versions.ts';
import { checkArguments } from './policy/arguments.ts';
import { decidePrompt, decideResource, decideSession, decideTool, findLackForResource } from './policy/decide.ts';
import { defaultLimits, type PromptEntry, type ServerEntry, type ToolEntry } from './policy/entries.ts';
import { changeKey } from './policy/pinned-list.ts';
import { lacksScopes, type ScopeNeeds } from './policy/scopes.ts';
import type { Ports } from './ports.ts';
import type { RedactionSettings } from './redact/results/settings.ts';
import type { Rule } from './rules.ts';
import type { DenialShape, RequestId } from './verdict.ts';

/** What the log is told, filled in as the pipeline learns it. */
export interface Audit {
  era: Era;
  /** Ids of the requests to be answered: one, or several of a batch. */
  ids: RequestId[];
  isBatch: boolean;
  method: string;
  /** Tool, prompt or resource URI. */
  target: string;
  /** Of no role as long as nobody is known. */
  caller: Identity;
  /** The arguments as sent; the host redacts them. */
  arguments: unknown;
  /** What the tool's entry says of secrets in its results; undefined: the defaults. */
  redact: RedactionSettings | undefined;
  /** The policy asks for attention to this tool. */
  alert: boolean;
  /** Rules that found something and only alert, in the order in which they did. */
  readonly findings: Set<Rule>;
}

/** What a judgement needs beside the message. */
export interface Context {
  /** The server's name in the policy. */
  readonly name: string;
  /** The server's entry; a function, since a tool call that is allowed does without it. */
  readonly server: () => ServerEntry;
  readonly document: JsonDocument;
  /** Of the body, in bytes. */
  readonly size: number;
  readonly ports: Ports;
  readonly audit: Audit;
}

/** Why a request is refused, and how the policy wants it answered. */
export interface Refusal {
  readonly rule: Rule;
  readonly shape?: DenialShape | undefined;
  /** What the caller's token lacks. */
  readonly needs?: ScopeNeeds;
}

/**
 * Judges what a request reaches for: may the role, and with these arguments. Undefined allows. Only a tool call is
 * held against the limits here, those of the tool's entry; the caller has done it for everything else.
 */
export function judgeReach(reach: Reach, target: string, params: JsonObject, caller: Identity, context: Context): Refusal | undefined {
  switch (reach) {
    case 'session':
      return judgeServer(caller, context.server(), context.ports);
    case 'task':
      return judgeTask(target, params, caller, context);
    case 'tool':
      return judgeTool(target, params['arguments'], caller, context);
    case 'prompt':
      return judgePrompt(target, params['arguments'], caller, context);
    case 'resource':
      return judgeResource(target, caller, context);
    case 'completion':
      return judgeCompletion(params, caller, context);
    case 'listen':
      return judgeListen(params, caller, context);
  }
}

function refuse(rule: Rule | undefined, shape?: DenialShape): Refusal | undefined {
  return rule === undefined ? undefined : { rule, shape };
}

/** What every request needs: the caller's role has something to do on the server, and its token, if it is one, what is needed for anything. */
export function judgeServer({ role, scopes }: Identity, server: ServerEntry, ports: Ports): Refusal | undefined {
  return refuse(decideSession(ports, server, role)) ?? judgeScopes(server.scopes, scopes);
}

function judgeScopes(needs: ScopeNeeds | undefined, granted: readonly string[] | undefined): Refusal | undefined {
  return lacksScopes(needs, granted) ? { rule: 'auth.scope', needs } : undefined;
}

function judgeTask(id: string, params: JsonObject, caller: Identity, context: Context): Refusal | undefined {
  const refused = judgeServer(caller, context.server(), context.ports);
  if (refused !== undefined) return refused;
  if (context.audit.era === 'modern' && !declaresTasks(params)) return refuse('mcp.capability');
  return judgeOwnTask(id, caller, context);
}

function judgeOwnTask(id: string, caller: Identity, context: Context): Refusal | undefined {
  return refuse(judgeClaim(context.name, { what: 'task', id }, caller, context.ports));
}

function judgeTool(name: string, args: unknown, { role, scopes }: Identity, context: Context): Refusal | undefined {
  context.audit.arguments = args;
  const { entry, rule } = decideTool(context.ports, context.name, role, name);
  if (entry?.alert) context.audit.alert = true;
  if (entry === undefined || rule !== undefined) return refuse(rule ?? 'policy.tool');
  context.audit.redact = entry.redact;
  const lacking = judgeScopes(entry.scopes, scopes);
  if (lacking !== undefined) return lacking;
  if (entry.pin !== undefined && context.ports.isChanged(changeKey('tool', context.name, name, entry.pin))) return refuse('policy.pin', entry.denial);
  const limits = entry.limits ?? defaultLimits;
  return refuse(checkLimits(context.document, context.size, limits) ?? judgeArguments(args, entry, limits, context), entry.denial);
}

function judgePrompt(name: string, args: unknown, { role, scopes }: Identity, context: Context): Refusal | undefined {
  context.audit.arguments = args;
  const entry = decidePrompt(context.ports, context.name, role, name);
  if (typeof entry === 'string') return refuse(entry);
  const lacking = judgeScopes(entry.scopes, scopes);
  if (lacking !== undefined) return lacking;
  if (entry.pin !== undefined && context.ports.isChanged(changeKey('prompt', context.name, name, entry.pin))) return refuse('policy.pin', entry.denial);
  return refuse(judgeArguments(args, entry, limitsOf(context.server()), context), entry.denial);
}

function judgeResource(uri: string, { role, scopes }: Identity, { ports, name }: Context): Refusal | undefined {
  return refuse(decideResource(ports, name, role, uri)) ?? judgeScopes(findLackForResource(ports, name, role, scopes, uri), scopes);
}

/** completion/complete: allowed for what the role may get or read; what it carries is inspected as prompt arguments are. */
function judgeCompletion(params: JsonObject, caller: Identity, context: Context): Refusal | undefined {
  const { ref, argument, context: given } = params;
  if (!isObject(ref) || !isObject(argument)) return refuse('rpc.params');
  const disguised = findDisguisedParameter(ref) ?? findDisguisedParameter(argument);
  if (disguised !== undefined) return refuse(disguised);

  const target = ref['type'] === 'ref/prompt' ? ref['name'] : ref['uri'];
  if (typeof target !== 'string') return refuse('rpc.params');
  context.audit.target = target;
  context.audit.arguments = { [String(argument['name'])]: argument['value'] };
  const refused = ref['type'] === 'ref/prompt' ? judgePromptName(target, caller, context) : judgeResource(target, caller, context);
  if (refused !== undefined) return refused.rule.startsWith('policy.') ? refuse('policy.completion') : refused;
  const known = isObject(given) ? given['arguments'] : undefined;
  return refuse(judgeFreeArguments({ value: argument['value'], known }, context));
}

/** subscriptions/listen: each resource watched must be one the role may read, each task (extension of tasks) its own. */
function judgeListen(params: JsonObject, caller: Identity, context: Context): Refusal | undefined {
  const notifications = params['notifications'];
  if (!isObject(notifications)) return refuse('rpc.params');
  const { resourceSubscriptions: uris = [] } = notifications;
  if (!Array.isArray(uris)) return refuse('rpc.params');
  const refusedTask = judgeTasks(notifications['taskIds'], caller, context) ?? judgeTasks(params['taskIds'], caller, context);
  if (refusedTask !== undefined) return refusedTask;
  for (const uri of uris as readonly unknown[]) {
    if (typeof uri !== 'string') return refuse('rpc.params');
    const refused = judgeResource(uri, caller, context);
    if (refused !== undefined) return refused;
  }
  return judgeServer(caller, context.server(), context.ports);
}

function judgeTasks(ids: unknown = [], caller: Identity, context: Context): Refusal | undefined {
  if (!Array.isArray(ids)) return refuse('rpc.params');
  for (const id of ids as readonly unknown[]) {
    const refused = typeof id === 'string' ? judgeOwnTask(id, caller, context) : refuse('rpc.params');
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function judgePromptName(name: string, { role, scopes }: Identity, context: Context): Refusal | undefined {
  const entry = decidePrompt(context.ports, context.name, role, name);
  return typeof entry === 'string' ? refuse(entry) : judgeScopes(entry.scopes, scopes);
}

function judgeArguments(args: unknown, entry: ToolEntry | PromptEntry, limits: Limits, context: Context): Rule | undefined {
  return checkArguments(args, entry, limits, new Inspection(context.ports, context.audit.findings));
}

/** Arguments no entry lists: kind `any` for each, rules in the server's modes. */
function judgeFreeArguments(args: JsonObject, context: Context): Rule | undefined {
  const server = context.server();
  return judgeArguments(args, { name: '', roles: '', ...(server.modes && { modes: server.modes }) }, limitsOf(server), context);
}

/** The limits that hold on a server. */
export function limitsOf(server: ServerEntry): Limits {
  return server.limits ?? defaultLimits;
}
