import { askForNonce, askForScopes, askForToken } from './challenge.ts';
import { judgeClaim, type Claim } from './identity/binding.ts';
import { isRefusal, type Caller, type Identity, type Refusal } from './identity/identity.ts';
import { isObject } from './jsonrpc/json.ts';
import { checkLimits } from './jsonrpc/limits.ts';
import { readMessage, readRequestId, type Message } from './jsonrpc/message.ts';
import { parseDocument, type JsonText } from './jsonrpc/parse.ts';
import { findEra, type EraClaim } from './mcp/era.ts';
import { checkHeaders, type MirrorHeaders } from './mcp/headers.ts';
import { findMethod, isNotification } from './mcp/methods.ts';
import { findDisguisedParameter } from './mcp/parameters.ts';
import { batchVersion, type Era } from './mcp/versions.ts';
import { decideMethod } from './policy/decide.ts';
import type { ServerEntry } from './policy/entries.ts';
import type { Ports } from './ports.ts';
import { ask, judgeReach, judgeServer, judgeWhen, limitsOf, type Audit, type Context, type Refusal as Refused } from './reach.ts';
import type { Rule } from './rules.ts';
import { deny, type Denial, type RequestId } from './verdict.ts';

/** Who sent a request, and in which sessions, as the host read it. */
export interface Sender {
  readonly server: string;
  readonly caller: Caller;
  readonly sessions: readonly Claim[];
}

/** A POST, its HTTP side already judged. */
export interface Post extends Sender {
  /** Header values, undefined when absent. */
  readonly headers: MirrorHeaders;
  readonly body: JsonText;
}

interface Judging extends Context {
  readonly post: Post;
}

/** Bodies up to this size are parsed before the policy's limit is known; it is held either way. */
const smallBody = 16_384;

/** Judges a POST from the bytes up (docs/architecture.md, "The way of a request"). Undefined allows: every message in it was judged. */
export function judgePost(post: Post, server: () => ServerEntry, ports: Ports, audit: Audit): Denial | undefined {
  const size = post.body.bytes.length;
  // 1. Size, before any work that grows with it.
  if (size > smallBody && size > limitsOf(server()).body) return deny('http.size');
  // 2. The JSON gate.
  const document = parseDocument(post.body);
  if (typeof document === 'string') return deny(document);
  // 3. One message, or in the one revision that has them a batch of messages.
  const context: Judging = { post, name: post.server, server, document, size, ports, audit };
  const { value, measure } = document;
  return Array.isArray(value) ? judgeBatch(value, context) : judgeMessage(value, measure.outermost, context);
}

/** Judges a GET (opens a stream) or DELETE (ends a session): the session is the caller's, who has something to do on the server. */
export function judgeSession(sender: Sender, server: () => ServerEntry, ports: Ports, audit: Audit): Denial | undefined {
  const { caller } = sender;
  if (isRefusal(caller)) return denyCaller(caller, server());
  audit.caller = caller;
  const foreign = findForeign(sender, caller, ports);
  if (foreign !== undefined) return deny(foreign);
  const refused = judgeServer(caller, server(), ports);
  return refused && denyReach({ ...refused, shape: 'status' }, server());
}

/** The first session a request names that is not the caller's. */
function findForeign({ server, sessions }: Sender, caller: Identity, ports: Ports): Rule | undefined {
  for (const claim of sessions) {
    const rule = judgeClaim(server, claim, caller, ports);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** Every element is judged; the first denial stands for all, since a batch is forwarded whole or not at all. */
function judgeBatch(messages: readonly unknown[], context: Judging): Denial | undefined {
  if (context.post.headers.version !== batchVersion) return deny('rpc.batch');
  if (messages.length === 0) return deny('rpc.shape');
  context.audit.isBatch = true;
  for (const message of messages) {
    if (isObject(message) && message['method'] === 'initialize') return deny('rpc.batch');
    const denial = judgeMessage(message, isObject(message) ? Object.keys(message).length : 0, context);
    if (denial !== undefined) return denial;
  }
  return undefined;
}

function judgeMessage(value: unknown, members: number, context: Judging): Denial | undefined {
  const { post, audit } = context;
  const message = readMessage(value, members);
  if (typeof message === 'string') return deny(message, { id: readRequestId(value) });
  const id = message.kind === 'request' ? message.id : undefined;
  if (id !== undefined) audit.ids.push(id);
  audit.method = message.kind === 'response' ? 'response' : message.method;

  // 1. Era, and the headers that repeat the body.
  const claim = findEra(message, post.headers.version);
  if (typeof claim === 'string') return deny(claim, { id, dropped: claim === 'mcp.notification' });
  audit.era = claim.era;
  if (message.kind !== 'response') {
    const mismatch = checkHeaders(post.headers, claim, message.method, message.params);
    if (mismatch !== undefined) return denyHeaders(mismatch, id, claim);
  }
  // 2. Who calls, and in whose session.
  const { caller } = post;
  if (isRefusal(caller)) return denyCaller(caller, context.server(), id);
  audit.caller = caller;
  const foreign = findForeign(post, caller, context.ports);
  if (foreign !== undefined) return deny(foreign, { id });
  // 3. May they, and with these arguments.
  return message.kind === 'request'
    ? judgeRequest(message, claim.era, caller, context)
    : judgeOneWay(message, caller, context);
}

/** Notifications and responses have no reply channel, so what is refused is dropped. */
function judgeOneWay(message: Exclude<Message, { kind: 'request' }>, caller: Identity, context: Judging): Denial | undefined {
  const excess = checkLimits(context.document, context.size, limitsOf(context.server()));
  if (excess !== undefined) return deny(excess);
  if (message.kind === 'notification' && !isNotification(message.method)) return deny('mcp.notification', { dropped: true });
  const refused = judgeServer(caller, context.server(), context.ports);
  if (refused === undefined) return undefined;
  return refused.needs === undefined ? deny(refused.rule, { dropped: true }) : denyReach(refused, context.server());
}

function judgeRequest(message: Extract<Message, { kind: 'request' }>, era: Era, caller: Identity, context: Judging): Denial | undefined {
  const { id, method, params = {} } = message;
  const row = findMethod(method, era);
  if (row?.reach !== 'tool') {
    const excess = checkLimits(context.document, context.size, limitsOf(context.server()));
    if (excess !== undefined) return deny(excess, { id });
    // A tool's entry has its server's conditions worked in.
    const unmet = judgeWhen(context.server().when, caller, undefined, context);
    if (unmet !== undefined) return denyRequest({ rule: unmet }, id, method, context);
  }
  if (row === undefined) {
    const refused = decideMethod(context.server(), caller.role, method);
    if (refused !== undefined) return deny(refused, { id });
    const lacking = judgeServer(caller, context.server(), context.ports);
    if (lacking === undefined && context.server().external) ask('method', method, context);
    return lacking && denyReach(lacking, context.server(), id);
  }
  const disguised = findDisguisedParameter(params);
  if (disguised !== undefined) return deny(disguised, { id });

  const target = row.name === undefined ? '' : params[row.name];
  if (typeof target !== 'string' || (row.name !== undefined && target === '')) return deny('rpc.params', { id });
  context.audit.target = target;

  const refusal = judgeReach(row.reach, target, params, caller, context);
  return refusal && denyRequest(refusal, id, method, context);
}

function denyRequest(refusal: Refused, id: RequestId, method: string, context: Judging): Denial {
  const shape = refusal.shape ?? context.server().denial;
  return denyReach({ ...refusal, shape: shape === 'result' && method !== 'tools/call' ? undefined : shape }, context.server(), id);
}

function denyCaller({ rule, status, challenge }: Refusal, server: ServerEntry, id?: RequestId): Denial {
  return deny(rule, { id, status, challenge: rule === 'dpop.nonce' ? askForNonce(server) : askForToken(server, challenge) });
}

function denyReach({ rule, shape, needs }: Refused, server: ServerEntry, id?: RequestId): Denial {
  return deny(rule, { id, shape, ...(needs && { challenge: askForScopes(needs, server) }) });
}

function denyHeaders(rule: Rule, id: RequestId | undefined, claim: EraClaim): Denial {
  const data = rule === 'mcp.version' && claim.era === 'modern' ? { requested: claim.version } : undefined;
  return deny(rule, { id, data });
}

