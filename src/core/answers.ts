import type { Denial, RequestId } from './verdict.ts';
import type { Rule } from './rules.ts';
import { taskExtension } from './mcp/task-capability.ts';
import type { Era } from './mcp/versions.ts';
import { modernVersion } from './mcp/versions.ts';

/** An HTTP answer; an empty body means none. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** `WWW-Authenticate`. */
  readonly challenge?: string;
}

/** Outside the range JSON-RPC and MCP reserve, so no client takes it for something else. */
const deniedCode = -31403;
const deniedText = 'Denied by the gateway.';

/** HTTP status and JSON-RPC code per rule, where they differ from what the rule's family has. */
const answersByRule: { readonly [rule in Rule]?: readonly [status: number, code: number, message: string] } = {
  'http.method': [405, -32600, 'Method not allowed.'],
  'http.path': [404, -32600, 'No MCP endpoint here.'],
  'http.host': [403, -32600, 'Host not allowed.'],
  'http.origin': [403, -32600, 'Origin not allowed.'],
  'http.media-type': [415, -32600, 'Content-Type must be application/json.'],
  'http.encoding': [415, -32600, 'Content-Encoding is not accepted.'],
  'http.size': [413, -32600, 'Message too large.'],
  'http.accept': [406, -32600, 'Accept must have text/event-stream.'],
  'json.utf8': [400, -32700, 'Parse error.'],
  'json.nul': [400, -32700, 'Parse error.'],
  'json.syntax': [400, -32700, 'Parse error.'],
  'json.surrogate': [400, -32700, 'Parse error.'],
  'rpc.params': [400, -32602, 'Invalid params.'],
  'mcp.meta': [400, -32602, 'Invalid _meta.'],
  'mcp.header': [400, -32020, 'Header mismatch.'],
  'gateway.fault': [500, -32603, 'Internal error.'],
};

const familyAnswers: { readonly [family: string]: readonly [status: number, code: number, message: string] } = {
  http: [400, -32600, 'Invalid request.'],
  json: [400, -32600, 'Invalid request.'],
  rpc: [400, -32600, 'Invalid request.'],
  mcp: [400, -32600, 'Invalid request.'],
  role: [403, deniedCode, deniedText],
  // What a server says of a session that it does not know, so that a client starts anew (2025-11-25, "Session Management").
  session: [404, -32001, 'Session not found.'],
  task: [200, -32602, 'Task not found.'],
};

/**
 * What the client gets for a denial: a fixed text and the gateway's request id, never the rule. The shapes are those
 * every SDK client surfaces and survives (docs/architecture.md, "Denials"). `requestId` is nginx's `$request_id`.
 */
export function answerDenial(denial: Denial, era: Era, requestId: string): Answer {
  if (denial.rule === 'auth.scope') return { ...error(403, deniedCode, 'Insufficient scope.', denial, requestId), ...(denial.challenge !== undefined && { challenge: denial.challenge }) };
  if (/^(?:auth|jwt|token|dpop)\./.test(denial.rule)) return askWhoCalls(denial, requestId);
  if (denial.dropped) return { status: 202, body: '' };
  if (denial.rule === 'mcp.method') return error(era === 'modern' ? 404 : 200, -32601, 'Method not found.', denial, requestId);
  if (denial.rule === 'mcp.capability') return answerCapability(denial, requestId);
  if (denial.rule === 'mcp.version') return answerVersion(denial, era, requestId);
  // It may pass when tried again, and a session is not to end by it.
  if (denial.rule === 'external.unavailable') return error(denial.shape === 'status' ? 503 : 200, -32603, 'Server unavailable.', denial, requestId);
  const fixed = answersByRule[denial.rule] ?? familyAnswers[denial.rule.slice(0, denial.rule.indexOf('.'))];
  if (fixed !== undefined) return error(fixed[0], fixed[1], fixed[2], denial, requestId);
  if (denial.shape === 'result' && denial.id !== undefined) return toolResult(denial, era, requestId);
  return error(denial.shape === 'status' ? 403 : 200, deniedCode, deniedText, denial, requestId);
}

/** What the client gets for an error nginx made, such as 413, 429 or 502: the status and a fixed text. */
export function answerError(status: number, id: RequestId | undefined, requestId: string): Answer {
  const code = status < 500 ? -32600 : -32603;
  return error(status, code, errorTexts[status] ?? (status < 500 ? 'Invalid request.' : 'Server unavailable.'), { verdict: 'deny', rule: 'http.error', id }, requestId);
}

/** What a client gets in the place of an answer that may not pass, as JSON text: nothing of the reason, which the log has. */
export function failureText(id: RequestId | undefined, requestId: string): string {
  return error(200, -32603, 'The server gave no answer that may be passed on.', { verdict: 'deny', rule: 'answer.syntax', id }, requestId).body;
}

const errorTexts: { readonly [status: number]: string } = {
  401: 'Authentication required.',
  403: 'Access denied.',
  408: 'Request timed out.',
  413: 'Message too large.',
  429: 'Too many requests.',
  500: 'Internal error.',
  504: 'Server timed out.',
};

/**
 * The same whatever was wrong. One challenge for all methods, since clients read no more (2026-07-28, "Authorization"); RFC 6750,
 * section 3, wants a parameter in it.
 */
function askWhoCalls(denial: Denial, requestId: string): Answer {
  const { status = 401, challenge = 'Bearer realm="mcp"' } = denial;
  const answer = error(status, -31401, 'Authentication required.', denial, requestId);
  return status === 401 ? { ...answer, challenge } : answer;
}

/** SEP-2575: what the client lacks. */
function answerCapability(denial: Denial, requestId: string): Answer {
  const data = { requiredCapabilities: { extensions: { [taskExtension]: {} } } };
  return error(400, -32021, 'Missing required client capability.', { ...denial, data }, requestId);
}

function answerVersion(denial: Denial, era: Era, requestId: string): Answer {
  if (era === 'legacy') return error(400, -32600, 'Unsupported protocol version.', denial, requestId);
  // Only what a modern request may name: which older revisions `initialize` negotiates is for the server to say, and its
  // own `server/discover` must not be contradicted.
  const data = { supported: [modernVersion], ...denial.data };
  return error(400, -32022, 'Unsupported protocol version.', { ...denial, data }, requestId);
}

function error(status: number, code: number, message: string, denial: Denial, requestId: string): Answer {
  // MCP allows no null id: absent when unread.
  const id = denial.id === undefined ? {} : { id: denial.id };
  const data = { requestId, ...denial.data };
  return { status, body: JSON.stringify({ jsonrpc: '2.0', ...id, error: { code, message, data } }) };
}

/** A result the model sees and may adapt to, instead of an error the client raises. */
function toolResult(denial: Denial, era: Era, requestId: string): Answer {
  const content = [{ type: 'text', text: `${deniedText} Request ${requestId}.` }];
  const result = era === 'modern' ? { resultType: 'complete', content, isError: true } : { content, isError: true };
  return { status: 200, body: JSON.stringify({ jsonrpc: '2.0', id: denial.id, result }) };
}
