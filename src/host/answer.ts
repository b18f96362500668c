import { DocumentBody, smallAnswer, StreamBody, SubstituteBody, type AnswerBody } from '../core/answer-body.ts';
import { formOfAnswer, type AnswerForm } from '../core/answer-form.ts';
import { failureText } from '../core/answers.ts';
import { findServer } from '../core/policy/decide.ts';
import type { ServerEntry } from '../core/policy/entries.ts';
import { maskText } from '../core/redact/text.ts';
import { AnswerJudge, type Question } from '../core/response.ts';
import type { RequestId } from '../core/verdict.ts';
import { endSession, settleSession, type SessionOutcome } from './answer-session.ts';
import { Backlog } from './backlog.ts';
import { findProgress, forget, noteProgress, takeExpectation, type Expectation, type OrdinaryProgress } from './expectation.ts';
import { Disconnect } from './guard.ts';
import { LegacyStream, type Subscriber } from './legacy-stream.ts';
import { findOrdinaryForm, readOrdinaryAnswer } from './ordinary-answer.ts';
import { NginxPorts } from './ports.ts';
import type { Variables } from './transport.ts';

/** An answer on its way to the client. */
interface Answer extends Surplus {
  readonly judge: AnswerJudge;
  readonly body: AnswerBody;
  readonly decoder: TextDecoder;
  readonly stream: LegacyStream | undefined;
  hasBegun: boolean;
  hasEnded: boolean;
  readonly backlog: Backlog;
  /** How many broken rules the log knows of. */
  logged: number;
}

/** Kept by request; see expectation.ts. */
const answers = new WeakMap<NginxHTTPRequest, Answer>();

/** `js_header_filter`: finds out what kind of answer comes, and says in the head what will be passed of it. */
export function beginAnswer(r: NginxHTTPRequest): void {
  const form = findProgress(r) === undefined ? undefined : findOrdinaryForm(r.variables);
  if (form !== undefined) {
    writeType(r, form);
    noteProgress(r, form);
    return;
  }
  const expectation = takeExpectation(r);
  // Nothing was let through: the answer is nginx's or the gateway's own.
  if (expectation !== undefined) beginJudging(r, expectation);
}

/** The whole way of an answer: every message in it is judged. */
function beginJudging(r: NginxHTTPRequest, expectation: Expectation): void {
  const { headersOut, variables } = r;
  const ports = new NginxPorts(variables, false);
  const server = (): ServerEntry | undefined => findServer(ports, variables['mcp_server'] ?? '');
  const head = { status: r.status, contentType: variables['upstream_http_content_type'] ?? '', contentEncoding: headersOut['Content-Encoding'] ?? '' };
  const question = readQuestion(variables, expectation);
  const judge = new AnswerJudge(question, ports);
  const found = formOfAnswer(head, expectation.asked, () => r.uri === server()?.sse?.messages);
  if (expectation.method === 'DELETE') endSession(r.status, question.server, expectation);
  const id: unknown = headersOut['Mcp-Session-Id'];
  // Any answer may repeat the request's own.
  const isSettled = id === undefined || id === expectation.session;
  const form = isSettled ? found : applyOutcome(r, settleSession(id, found, question.server, expectation, ports), found, judge);
  if (form.kind === 'failure') judge.broken.add(form.rule);
  const stream = form.kind === 'stream' ? legacyStream(r.uri, server(), { server: question.server, expectation, ports, judge }) : undefined;
  const body = makeBody(form, judge, question, stream);
  answers.set(r, startAnswer(judge, body, stream, form.kind !== 'failure'));
  writeHead(r, form);
}

/** Takes a session id off that may not pass, or makes the whole answer a failure. */
function applyOutcome(r: NginxHTTPRequest, outcome: SessionOutcome, form: AnswerForm, judge: AnswerJudge): AnswerForm {
  if (outcome === 'passed') return form;
  judge.broken.add('answer.session');
  if (judge.isMonitored()) return form;
  delete r.headersOut['Mcp-Session-Id'];
  return outcome === 'refused' ? { kind: 'failure', rule: 'answer.session', status: 502 } : form;
}

/** What njs says of a piece of a body. */
interface Flags {
  readonly last: boolean;
}

/** `js_body_filter`, with `buffer_type=buffer`: passes on what was judged, as soon as it is. */
export function passAnswer(r: NginxHTTPRequest, data: Uint8Array, flags: Flags): void {
  if (passOrdinary(r, data, flags)) return;
  const { last } = flags;
  const answer = answers.get(r);
  if (answer === undefined) {
    r.sendBuffer(data, flags);
    r.done();
    return;
  }
  if (answer.hasEnded) {
    leaveOut(answer, data.length);
    return;
  }
  // nginx flushes an empty buffer after the head, and when the server's connection breaks; then its time is up.
  const isCut = data.length === 0 && !last && !(r.variables['upstream_response_time'] ?? '-').endsWith('-');
  const text = judge(answer, data, last, isCut);
  const hasEnded = last || isCut || answer.body.isOver;
  if (answer.judge.broken.size > answer.logged || hasEnded) writeLog(r, answer, hasEnded);
  if (isUnread(r, answer, text)) {
    answer.judge.broken.add('answer.unread');
    writeLog(r, answer, true);
    throw new Disconnect('the client leaves too much of its answer unread');
  }
  if (hasEnded) answer.stream?.close();
  if (text !== '' || hasEnded) r.sendBuffer(text, { last: hasEnded, flush: true });
  answer.hasEnded = hasEnded;
}

/** Passes what is ordinary as it came; false when it is none, and the answer to be judged. */
function passOrdinary(r: NginxHTTPRequest, data: Uint8Array, flags: Flags): boolean {
  const progress = findProgress(r);
  if (progress === undefined || progress === 'asked') return false;
  if (progress === 'document' || progress === 'stream') {
    const answer = data.length === 0 ? undefined : readOrdinaryAnswer(data, progress, r.variables);
    if (answer === 'whole') {
      // nginx sends it with the end of the answer, which follows at once.
      r.sendBuffer(data, flags);
      r.done();
      return true;
    }
    if (answer === 'answer') {
      noteProgress(r, `answered ${progress}`);
      // What a server adds to a document goes nowhere.
      r.sendBuffer(data, { last: flags.last || progress === 'document', flush: true });
      return true;
    }
  } else if (progress === 'answered document') {
    if (data.length > 0) leaveOut(surplusOf(r), data.length);
    return true;
  } else if (data.length === 0 && flags.last) {
    r.sendBuffer(data, { last: true, flush: true });
    return true;
  }
  leaveOrdinary(r, progress);
  return false;
}

/** From here on the body of an answer is judged that was ordinary so far. */
function leaveOrdinary(r: NginxHTTPRequest, progress: OrdinaryProgress): void {
  const expectation = takeExpectation(r);
  if (expectation === undefined) return;
  const kind = progress === 'document' || progress === 'answered document' ? 'document' : 'stream';
  const hasAnswered = progress !== kind;
  const question = readQuestion(r.variables, hasAnswered ? { ...expectation, ids: [] } : expectation);
  const judge = new AnswerJudge(question, new NginxPorts(r.variables, false));
  answers.set(r, startAnswer(judge, makeBody({ kind }, judge, question, undefined), undefined, true));
}

/** After a fault in the head: the body will be an error. */
export function refuseAnswer(r: NginxHTTPRequest): void {
  forget(r);
  const question: Question = { server: '', role: '', era: 'legacy', method: undefined, ids: 'any', redact: undefined, requestId: r.variables['request_id'] ?? '' };
  const form = { kind: 'failure', rule: 'gateway.fault', status: 502 } as const;
  const judge = new AnswerJudge(question, new NginxPorts(r.variables, false));
  answers.set(r, startAnswer(judge, makeBody(form, judge, question, undefined), undefined, false));
  writeHead(r, form);
}

/** After a fault in the body: it ends here, with errors for what is still to be answered. What fails then breaks the connection. */
export function closeAnswer(r: NginxHTTPRequest): void {
  const progress = answers.has(r) ? undefined : findProgress(r);
  if (progress !== undefined) leaveOrdinary(r, progress);
  const answer = answers.get(r);
  if (answer?.hasEnded === true) return;
  if (answer !== undefined) answer.hasEnded = true;
  answer?.stream?.close();
  r.sendBuffer(answer?.body.break('gateway.fault') ?? '', { last: true, flush: true });
}

/** Some messages may wait for a slow client, however long they are. One that takes nothing at all is nginx's to close (`send_timeout`). */
function isUnread({ variables }: NginxHTTPRequest, { judge, backlog }: Answer, { length }: string): boolean {
  const waiting = backlog.add(length, variables);
  return waiting > smallAnswer && waiting > 4 * judge.limit;
}

/** A server may go on when its answer was ended for it. Soon done, the connections can serve again; else they are closed by a throw, as nothing else can. */
function leaveOut(answer: Surplus, length: number): void {
  answer.surplus += length;
  if (answer.surplus > mostSurplus) throw new Disconnect('the server goes on after the end of its answer');
}

const mostSurplus = 1_048_576;

/** Bytes that came after the end of an answer. */
interface Surplus {
  surplus: number;
}

/** Kept by request, for documents that were ordinary. */
const surpluses = new WeakMap<NginxHTTPRequest, Surplus>();

function surplusOf(r: NginxHTTPRequest): Surplus {
  const known = surpluses.get(r) ?? { surplus: 0 };
  surpluses.set(r, known);
  return known;
}

function startAnswer(judge: AnswerJudge, body: AnswerBody, stream: LegacyStream | undefined, isStrict: boolean): Answer {
  return { judge, body, stream, decoder: new TextDecoder('utf-8', { fatal: isStrict, ignoreBOM: true }), hasBegun: false, backlog: new Backlog(), hasEnded: false, surplus: 0, logged: 0 };
}

function judge(answer: Answer, data: Uint8Array, last: boolean, isCut: boolean): string {
  const { body, decoder } = answer;
  let text: string;
  try {
    text = decoder.decode(data, { stream: !last });
  } catch {
    return body.break('answer.utf8');
  }
  if (!answer.hasBegun && text !== '') {
    answer.hasBegun = true;
    // njs would take one away from the beginning of every piece, and only of those that have it whole.
    if (text.startsWith(byteOrderMark)) text = text.slice(1);
  }
  const passed = text === '' ? '' : body.push(text);
  return last || isCut ? passed + body.end(isCut) : passed;
}

const byteOrderMark = '\ufeff';

function readQuestion(variables: Variables, { role, owner, era, method, ids, redact }: Expectation): Question {
  return {
    server: variables['mcp_server'] ?? '',
    role,
    owner,
    era,
    method,
    redact,
    ids: ids ?? [JSON.parse(variables['portcullis_id'] ?? '') as RequestId],
    requestId: variables['request_id'] ?? '',
  };
}

function makeBody({ kind }: AnswerForm, judge: AnswerJudge, { ids, requestId }: Question, stream: LegacyStream | undefined): AnswerBody {
  switch (kind) {
    case 'stream':
      return new StreamBody(judge, stream && ((uri) => stream.open(uri)));
    case 'document':
    case 'error':
      return new DocumentBody(judge, kind === 'error');
    case 'nothing':
      return new SubstituteBody('');
    case 'failure':
      return new SubstituteBody(failureText(ids === 'any' ? undefined : ids[0], requestId));
  }
}

/** A stream that opens a session of HTTP+SSE; undefined for any other. */
function legacyStream(uri: string, server: ServerEntry | undefined, subscriber: Subscriber): LegacyStream | undefined {
  return server?.sse !== undefined && uri === server.sse.stream ? new LegacyStream(server.sse, subscriber) : undefined;
}

/** The length is known only when all was judged; the type is said in one way, which no client reads otherwise. */
function writeType({ headersOut }: NginxHTTPRequest, form: 'document' | 'stream'): void {
  delete headersOut['Content-Length'];
  headersOut['Content-Type'] = form === 'stream' ? 'text/event-stream' : 'application/json';
}

function writeHead(r: NginxHTTPRequest, form: AnswerForm): void {
  const { headersOut } = r;
  writeType(r, form.kind === 'stream' ? 'stream' : 'document');
  if (form.kind === 'nothing') delete headersOut['Content-Type'];
  if (form.kind === 'failure') r.status = form.status;
  delete headersOut['Content-Encoding'];
}

function writeLog(r: NginxHTTPRequest, answer: Answer, hasEnded: boolean): void {
  const { broken } = answer.judge;
  answer.logged = broken.size;
  if (broken.size === 0) return;
  r.variables['mcp_answer'] = [...broken].join(' ');
  if (hasEnded && answer.body instanceof SubstituteBody) r.error(`portcullis: ${[...broken].join(' ')}: the server said: ${maskText(answer.body.seen)}`);
}
