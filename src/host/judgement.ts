import { answerDenial } from '../core/answers.ts';
import { judgeTransport } from '../core/mcp/transport.ts';
import { findServer } from '../core/policy/decide.ts';
import type { RedactionSettings } from '../core/redact/results/settings.ts';
import type { ServerEntry } from '../core/policy/entries.ts';
import type { Audit } from '../core/reach.ts';
import type { Question } from '../core/external.ts';
import type { Caller } from '../core/identity/identity.ts';
import { judgePost, judgeSession } from '../core/request.ts';
import { deny, type Denial } from '../core/verdict.ts';
import { writeAudit } from './audit.ts';
import { decodeBody } from './body.ts';
import { identify } from './identify.ts';
import { expect, expectOrdinary, type Expectation } from './expectation.ts';
import { askOutside } from './external.ts';
import { digest, NginxPorts } from './ports.ts';
import { send } from './send.ts';
import { noMirrorHeaders, readMirrorHeaders, readSessions, readTransport } from './transport.ts';

/** One request on its whole way through the checks. */
export interface Judgement {
  readonly r: NginxHTTPRequest;
  /** Where the request goes when allowed; empty when the policy serves nothing here. */
  readonly route: string;
  /** What nginx found ordinary: `legacy`, HTTP and no claim of the modern era; `post`, HTTP; else empty. */
  readonly look: string;
  /** The server's name in the policy. */
  readonly name: string;
  readonly server: () => ServerEntry;
  readonly ports: NginxPorts;
  readonly audit: Audit;
}

/** Stands for a server the policy does not have: nobody has anything to do there. */
const closedServer: ServerEntry = { mode: 'enforce', roles: '' };

export function startJudgement(r: NginxHTTPRequest, route: string, look: string): Judgement {
  const name = r.variables['mcp_server'] ?? '';
  const ports = new NginxPorts(r.variables, false);
  const audit: Audit = { era: 'legacy', ids: [], isBatch: false, method: '', target: '', caller: { role: '' }, arguments: undefined, redact: undefined, alert: false, findings: new Set(), questions: [] };
  return { r, route, look, name, server: () => findServer(ports, name) ?? closedServer, ports, audit };
}

/** Judges what HTTP says before the body is read. */
export function judgeHttp({ r, route, server }: Judgement): Denial | undefined {
  const entry = server();
  if (entry === closedServer) return deny('policy.server');
  const rule = judgeTransport(readTransport(r, route, r.uri === entry.sse?.messages));
  return rule === undefined ? undefined : deny(rule);
}

/** Judges the body, and ends the judgement: opens the upstream or answers. */
export function judgeBody(judgement: Judgement, bytes: ArrayBuffer): Promise<void> | undefined {
  const caller = identify(judgement.r, judgement.ports);
  return caller instanceof Promise ? caller.then((known) => judgeCall(judgement, bytes, known)) : judgeCall(judgement, bytes, caller);
}

function judgeCall(judgement: Judgement, bytes: ArrayBuffer, caller: Caller): Promise<void> | undefined {
  const denial = findDenial(judgement, bytes, caller);
  const { questions } = judgement.audit;
  if (denial === undefined && questions.length > 0) return judgeOutside(judgement, questions);
  endJudgement(judgement, denial);
  return undefined;
}

/** What the policy allows may still be denied elsewhere. */
async function judgeOutside(judgement: Judgement, questions: readonly Question[]): Promise<void> {
  const { r, name, audit } = judgement;
  const { external } = judgement.server();
  if (external === undefined) throw new Error('nobody to ask');
  const [session] = readSessions(r);
  const asker = { server: name, caller: audit.caller, address: r.variables['remote_addr'] ?? '', session: session && digest(session.id) };
  // At once: where the answer from there is too long nginx ends the request unanswered, and the log is to say why.
  writeAudit(r.variables, audit, 'external.unavailable');
  r.status = 503;
  const denial = await askOutside(r, questions, asker, external);
  r.status = 0;
  r.variables['mcp_rule'] = '';
  endJudgement(judgement, denial);
}

function endJudgement(judgement: Judgement, denial: Denial | undefined): void {
  // Monitoring passes what is denied, but not to nowhere.
  if (denial === undefined || (judgement.route !== '' && judgement.server().mode === 'monitor')) allow(judgement, denial);
  else refuse(judgement, denial);
}

function findDenial({ r, look, name, server, ports, audit }: Judgement, bytes: ArrayBuffer, caller: Caller): Denial | undefined {
  const body = decodeBody(r, bytes);
  if (body === undefined) return deny('json.utf8');
  const sender = { server: name, caller, sessions: readSessions(r) };
  if (look !== '' || r.method === 'POST') {
    const headers = look === 'legacy' ? noMirrorHeaders : readMirrorHeaders(r.variables);
    return judgePost({ ...sender, headers, body }, server, ports, audit);
  }
  audit.method = r.method;
  return bytes.byteLength > 0 ? deny('http.body') : judgeSession(sender, server, ports, audit);
}

function allow(judgement: Judgement, denial: Denial | undefined): void {
  const { r, route, look, audit } = judgement;
  const { variables } = r;
  writeAudit(variables, audit, denial?.rule);
  variables['mcp_decision'] = denial === undefined ? 'allow' : 'monitor';
  const [id] = audit.ids;
  variables['portcullis_id'] = id === undefined ? '' : JSON.stringify(id);
  const redact = audit.method === 'tools/call' && !audit.isBatch ? audit.redact : judgement.server().redact;
  const isUnread = denial !== undefined && r.method === 'POST' && audit.ids.length === 0;
  expect(r, isUnread ? unknownExpectation(r, audit, redact) : expectationOf(r, audit, redact));
  if (!isUnread && audit.method === 'tools/call' && audit.ids.length === 1 && !audit.isBatch && redact === undefined) expectOrdinary(r);
  // Last: everything the log is told is there, whatever the upstream does.
  const query = look === '' ? (variables['args'] ?? '') : '';
  variables['mcp_upstream'] = query === '' ? route : `${route}?${query}`;
}

function expectationOf({ method, variables }: NginxHTTPRequest, { era, caller: { role, owner }, ids, isBatch, method: asked }: Audit, redact: RedactionSettings | undefined): Expectation {
  const session = variables['http_mcp_session_id'] ?? '';
  if (method === 'GET') return { role, owner, era, session, asked: 'stream', method: undefined, ids: 'any', redact };
  return { role, owner, era, session, asked: ids.length === 0 ? 'nothing' : 'request', method: isBatch ? undefined : asked, ids, redact };
}

/** Of what only monitoring let pass, perhaps nobody read the id. */
function unknownExpectation({ variables }: NginxHTTPRequest, { era, caller: { role, owner } }: Audit, redact: RedactionSettings | undefined): Expectation {
  return { role, owner, era, session: variables['http_mcp_session_id'] ?? '', asked: 'unknown', method: undefined, ids: 'any', redact };
}

/** Ends the judgement with the gateway's own answer. */
export function refuse({ r, audit }: Judgement, denial: Denial): void {
  writeAudit(r.variables, audit, denial.rule);
  send(r, answerDenial(denial, audit.era, r.variables['request_id'] ?? ''));
}
