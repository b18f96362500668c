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
import { decidePrompt, decideResource, decideSession, decideTool } from './policy/decide.ts';
import { defaultLimits, type PromptEntry, type ServerEntry, type ToolEntry } from './policy/entries.ts';
import { changeKey } from './policy/pinned-list.ts';
import { findUnmet, type When } from './policy/when.ts';
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
}

/**
 * Judges what a request reaches for: may the role, and with these arguments. Undefined allows. Only a tool call is
 * held against the limits here, those of the tool's entry; the caller has done it for everything else.
 */
export function judgeReach(reach: Reach, target: string, params: JsonObject, caller: Identity, context: Context): Refusal | undefined {
  const { role } = caller;
  switch (reach) {
    case 'session':
      return refuse(decideSession(context.ports, context.server(), role));
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

/** The first condition that a request does not meet; undefined where there are none. */
export function judgeWhen(when: When | undefined, caller: Identity, args: unknown, { ports }: Pick<Context, 'ports'>): Rule | undefined {
  return when && findUnmet(when, ports.situation(when), caller, args);
}

function refuse(rule: Rule | undefined, shape?: DenialShape): Refusal | undefined {
  return rule === undefined ? undefined : { rule, shape };
}

function judgeTask(id: string, params: JsonObject, caller: Identity, context: Context): Refusal | undefined {
  const refused = decideSession(context.ports, context.server(), caller.role);
  if (refused !== undefined) return refuse(refused);
  if (context.audit.era === 'modern' && !declaresTasks(params)) return refuse('mcp.capability');
  return judgeOwnTask(id, caller, context);
}

function judgeOwnTask(id: string, caller: Identity, context: Context): Refusal | undefined {
  return refuse(judgeClaim(context.name, { what: 'task', id }, caller, context.ports));
}

function judgeTool(name: string, args: unknown, caller: Identity, context: Context): Refusal | undefined {
  context.audit.arguments = args;
  const { entry, rule } = decideTool(context.ports, context.name, caller.role, name);
  if (entry?.alert) context.audit.alert = true;
  if (entry === undefined || rule !== undefined) return refuse(rule ?? 'policy.tool');
  context.audit.redact = entry.redact;
  if (entry.pin !== undefined && context.ports.isChanged(changeKey('tool', context.name, name, entry.pin))) return refuse('policy.pin', entry.denial);
  const limits = entry.limits ?? defaultLimits;
  return refuse(judgeWhen(entry.when, caller, args, context) ?? checkLimits(context.document, context.size, limits) ?? judgeArguments(args, entry, limits, context), entry.denial);
}

function judgePrompt(name: string, args: unknown, caller: Identity, context: Context): Refusal | undefined {
  context.audit.arguments = args;
  const entry = decidePrompt(context.ports, context.name, caller.role, name);
  if (typeof entry === 'string') return refuse(entry);
  if (entry.pin !== undefined && context.ports.isChanged(changeKey('prompt', context.name, name, entry.pin))) return refuse('policy.pin', entry.denial);
  return refuse(judgeWhen(entry.when, caller, args, context) ?? judgeArguments(args, entry, limitsOf(context.server()), context), entry.denial);
}

function judgeResource(uri: string, caller: Identity, context: Context): Refusal | undefined {
  return refuse(judgeUri(uri, caller, context));
}

function judgeUri(uri: string, caller: Identity, context: Context): Rule | undefined {
  return decideResource(context.ports, context.name, caller.role, uri, (when) => judgeWhen(when, caller, undefined, context));
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
  const granted = ref['type'] === 'ref/prompt' ? decidePrompt(context.ports, context.name, caller.role, target) : judgeUri(target, caller, context);
  if (typeof granted === 'string') return refuse(granted.startsWith('policy.') ? 'policy.completion' : granted);
  // No argument is known to be the caller's own: what is completed could be another's.
  const unmet = judgeWhen(granted?.when, caller, undefined, context);
  if (unmet !== undefined) return refuse(unmet);
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
    const refused = judgeUri(uri, caller, context);
    if (refused !== undefined) return refuse(refused);
  }
  return refuse(decideSession(context.ports, context.server(), caller.role));
}

function judgeTasks(ids: unknown = [], caller: Identity, context: Context): Refusal | undefined {
  if (!Array.isArray(ids)) return refuse('rpc.params');
  for (const id of ids as readonly unknown[]) {
    const refused = typeof id === 'string' ? judgeOwnTask(id, caller, context) : refuse('rpc.params');
    if (refused !== undefined) return refused;
  }
  return undefined;
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
