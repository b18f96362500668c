import { allowsAsks, allowsUrls } from './answer-asks.ts';
import { bindTask, isOfForeignTask, mayCreateTask, ownTasks, type Receiver } from './answer-tasks.ts';
import { failureText } from './answers.ts';
import { hasDisguised } from './jsonrpc/disguise.ts';
import { isObject, type JsonObject } from './jsonrpc/json.ts';
import { readMessage, readRequestId, type Message } from './jsonrpc/message.ts';
import { hasOneReading, isErrorTo } from './jsonrpc/one-reading.ts';
import { hasPlainKeys } from './jsonrpc/plain-keys.ts';
import { parsePlainMessage } from './jsonrpc/plain-message.ts';
import type { Era } from './mcp/versions.ts';
import { mayAskClient } from './policy/client-requests.ts';
import { findServer } from './policy/decide.ts';
import { filterList, listsIn, listsOf, type ListName } from './policy/lists.ts';
import { pinModeOf } from './policy/pin.ts';
import { isPinned, noteListed } from './policy/pinned-list.ts';
import { redactsNothing, StreamRedactor, type RedactionSettings } from './redact/results/redactor.ts';
import { defaultResponseLimit, type ServerEntry } from './policy/entries.ts';
import type { Ports } from './ports.ts';
import type { Rule } from './rules.ts';
import type { RequestId } from './verdict.ts';

/** What an answer is an answer to. */
export interface Question {
  /** The server's name in the policy. */
  readonly server: string;
  /** The role whose request was allowed, and whose of that role, if not all. */
  readonly role: string;
  readonly owner?: string | undefined;
  readonly era: Era;
  /** Undefined where a response may belong to several: its shape tells then. */
  readonly method: string | undefined;
  /** Requests that this answer may and must answer; `any` for a stream that a GET opened, which carries what belongs to any. */
  readonly ids: readonly RequestId[] | 'any';
  /** What is done about secrets in the answer; undefined: the defaults. */
  readonly redact: RedactionSettings | undefined;
  /** nginx's `$request_id`, which is all that a client learns of a failure. */
  readonly requestId: string;
}

/** What the policy's entry of a server says of its answers. */
type Rules = Pick<ServerEntry, 'asks' | 'mode' | 'pin' | 'response' | 'sse'>;

/**
 * Judges the messages of one answer in their order: a JSON body's one message, or those of an event stream's events. What it
 * returns is what may go to the client.
 */
export class AnswerJudge {
  /** Rules that something in the answer broke; for the log. */
  declare readonly broken: Set<string>;
  declare private readonly question: Question;
  declare private readonly ports: Ports;
  declare private readonly open: Set<RequestId>;
  declare private readonly redactor: StreamRedactor | undefined;
  declare private rules: Rules | undefined;

  constructor(question: Question, ports: Ports) {
    this.question = question;
    this.ports = ports;
    this.open = new Set(question.ids === 'any' ? [] : question.ids);
    this.broken = new Set();
    this.redactor = redactsNothing(question.redact) ? undefined : new StreamRedactor(question.redact, ports);
    this.rules = undefined;
  }

  /** Whether there are requests without a response yet. */
  get isOpen(): boolean {
    return this.open.size > 0;
  }

  /** Judges the text of one message, or of a batch; returns the text to send: the same, another, or none to drop it. */
  judge(text: string): string {
    const judged = this.judgeText(text);
    return judged === '' ? '' : this.redact(judged);
  }

  private judgeText(text: string): string {
    const long = text.length > shortText ? parsePlainMessage(text) : undefined;
    if (long !== undefined) return this.judgeMessage(long, text);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return this.drop('answer.syntax');
    }
    if (!Array.isArray(value)) return hasOneReading(text) ? this.judgeMessage(value, text) : this.drop('answer.syntax');
    // Written anew, each has one reading.
    const kept = (value as readonly unknown[]).map((message) => this.judgeMessage(message, JSON.stringify(message))).filter((message) => message !== '');
    return kept.length === 0 ? '' : `[${kept.join(',')}]`;
  }

  /** Ends the answer for a reason: an error for every request that is still without a response. */
  fail(rule: Rule): readonly string[] {
    if (this.open.size === 0) return [];
    this.broken.add(rule);
    const texts = [...this.open].map((id) => failureText(id, this.question.requestId));
    this.open.clear();
    return texts;
  }

  /** Judges the body of an HTTP error: a JSON-RPC error passes, for anything else another one stands. */
  judgeError(text: string): string {
    const own = this.question.ids === 'any' ? undefined : this.question.ids[0];
    this.open.clear();
    return isErrorTo(own, text) && this.maySend((JSON.parse(text) as JsonObject)['error'], text) ? this.redact(text) : this.failWith(own);
  }

  /** Masks the secrets in what may pass; what the policy blocks for them is answered as failed, or dropped. */
  private redact(text: string): string {
    if (this.redactor === undefined) return text;
    const { text: masked, rules, blocked } = this.redactor.redact(text);
    if (rules.length === 0) return text;
    for (const rule of rules) this.broken.add(rule);
    if (this.isMonitored()) return text;
    return blocked ? this.blockedText(text) : masked;
  }

  private blockedText(text: string): string {
    const blocked = JSON.parse(text) as unknown;
    const failures = [blocked].flat().filter((message) => isObject(message) && !('method' in message)).map((message) => failureText(readRequestId(message), this.question.requestId));
    return Array.isArray(blocked) && failures.length > 0 ? `[${failures.join(',')}]` : (failures[0] ?? '');
  }

  /** The error for the request of this id, given as JSON text. */
  failureOf(id: string): string {
    return failureText(JSON.parse(id) as RequestId, this.question.requestId);
  }

  private failWith(id: RequestId | undefined): string {
    this.broken.add('answer.status');
    return failureText(id, this.question.requestId);
  }

  private judgeMessage(value: unknown, text: string): string {
    const message = readMessage(value, isObject(value) ? Object.keys(value).length : 0);
    if (typeof message === 'string' || !isObject(value)) return this.drop('answer.syntax');
    switch (message.kind) {
      case 'response':
        return this.judgeResponse(message, value, text);
      case 'request':
        return this.judgeRequest(message, value, text);
      case 'notification':
        return this.judgeNotification(message, text);
    }
  }

  private judgeNotification({ method, params }: Extract<Message, { kind: 'notification' }>, text: string): string {
    if (!method.startsWith('notifications/')) return this.drop('answer.request');
    if (!method.startsWith('notifications/tasks') || !isOfForeignTask(params, this.receiver())) return text;
    this.broken.add('answer.session');
    return this.isMonitored() ? text : '';
  }

  private judgeResponse(message: Extract<Message, { kind: 'response' }>, value: JsonObject, text: string): string {
    if (this.question.ids !== 'any' && !this.open.has(message.id)) return this.drop('answer.id');
    const judged = this.judgeResult(message, value, text);
    // Only now: had that failed, the request would still need an answer.
    this.open.delete(message.id);
    return judged;
  }

  private judgeResult({ id, failed }: Extract<Message, { kind: 'response' }>, value: JsonObject, text: string): string {
    const { method } = this.question;
    const result = value['result'];
    if (failed && !this.maySend(value['error'], text)) return failureText(id, this.question.requestId);
    if (failed || !isObject(result)) return text;
    if (!allowsAsks(result, text, () => this.serverRules().asks)) {
      this.broken.add('answer.request');
      if (!this.isMonitored()) return failureText(id, this.question.requestId);
    }

    if (mayCreateTask(result) && !bindTask(result, this.receiver())) {
      this.broken.add('answer.session');
      if (!this.isMonitored()) return failureText(id, this.question.requestId);
    }

    const lists = method === undefined ? listsIn(result) : listsOf(method);
    const hasTasks = method === undefined ? Array.isArray(result['tasks']) || hasDisguised(result, 'tasks') : method === 'tasks/list';
    if (lists.length === 0 && !hasTasks) return text;
    const filtered = this.filterLists(lists, hasTasks, result);
    if (filtered === undefined) {
      this.broken.add('answer.list');
      return failureText(id, this.question.requestId);
    }
    return this.isMonitored() ? text : JSON.stringify({ ...value, result: filtered });
  }

  /** The result with what the role may use; undefined when a list is none. */
  private filterLists(lists: readonly ListName[], hasTasks: boolean, result: JsonObject): JsonObject | undefined {
    const viewer = { policy: this.ports, server: this.question.server, role: this.question.role };
    const filtered: Record<string, unknown> = { ...result };
    for (const list of lists) {
      const items = filterList(list, result[list], viewer);
      if (items === undefined || hasDisguised(result, list)) return undefined;
      if (items.length !== (result[list] as readonly unknown[]).length) this.broken.add('answer.hidden');
      filtered[list] = items.filter((item) => this.holdsPin(list, item));
    }
    if (hasTasks) {
      const tasks = ownTasks(result['tasks'], this.receiver());
      if (tasks === undefined || hasDisguised(result, 'tasks')) return undefined;
      if (tasks.length !== (result['tasks'] as readonly unknown[]).length) this.broken.add('answer.hidden');
      filtered['tasks'] = tasks;
    }
    // What one role sees must not be served to another from a cache (2026-07-28, "Caching").
    if (this.question.era === 'modern' || 'cacheScope' in result) filtered['cacheScope'] = 'private';
    return filtered;
  }

  /** Whether a listed item may be shown: as it was approved, where the policy pins what the server lists. */
  private holdsPin(list: ListName, item: JsonObject): boolean {
    const mode = pinModeOf(this.serverRules());
    if (mode === 'off') return true;
    const holds = isPinned(list, item, this.question.server, this.ports);
    if (!holds) this.broken.add('answer.pin');
    if (mode === 'warn') return true;
    noteListed(list, item, this.question.server, holds, this.ports);
    return holds;
  }

  private receiver(): Receiver {
    return { server: this.question.server, caller: this.question, bindings: this.ports };
  }

  /** Whether an error sends the user nowhere but where the policy lets it. */
  private maySend(error: unknown, text: string): boolean {
    if (allowsUrls(error, text, () => this.serverRules().asks)) return true;
    this.broken.add('answer.request');
    return this.isMonitored();
  }

  /** A denied request goes on as one for a method that no client has: the client itself tells the server so, and nobody waits. */
  private judgeRequest({ id, method, params }: Extract<Message, { kind: 'request' }>, value: JsonObject, text: string): string {
    if (this.question.era === 'modern') return this.drop('answer.request');
    // Of no other are the parameters looked at.
    const isRead = method !== 'elicitation/create' || hasPlainKeys(text, Infinity);
    if (isRead && mayAskClient(method, params, this.serverRules().asks)) return text;
    this.broken.add('answer.request');
    return this.isMonitored() ? text : JSON.stringify({ jsonrpc: value['jsonrpc'], id, method: deniedMethod });
  }

  /** Longest message, in characters. */
  get limit(): number {
    return this.serverRules().response ?? defaultResponseLimit;
  }

  private serverRules(): Rules {
    this.rules ??= findServer(this.ports, this.question.server) ?? { mode: 'enforce', asks: { deny: ['sampling', 'elicitation', 'roots'] } };
    return this.rules;
  }

  /** Whether what breaks a rule is only logged. */
  isMonitored(): boolean {
    return this.serverRules().mode === 'monitor';
  }

  private drop(rule: Rule): string {
    this.broken.add(rule);
    return '';
  }
}

const deniedMethod = 'portcullis/denied';

/** Up to here a text is parsed whole, and then looked at for what may stand twice; beyond, that would hold the worker. */
const shortText = 16_384;
