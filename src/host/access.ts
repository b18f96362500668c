import { answerDenial } from '../core/answers.ts';
import { judgeTransport } from '../core/mcp/transport.ts';
import type { Audit } from '../core/reach.ts';
import { judgePost, judgeSession } from '../core/request.ts';
import { findServer } from '../core/policy/decide.ts';
import type { ServerEntry } from '../core/policy/entries.ts';
import { deny, type Denial } from '../core/verdict.ts';
import { writeAudit } from './audit.ts';
import { answerErrorPage } from './error-page.ts';
import { readBody } from './body.ts';
import { isSafeEngine, requireEngine } from './engine.ts';
import { openPorts } from './ports.ts';
import { send } from './send.ts';
import { noMirrorHeaders, readMirrorHeaders, readRoleClaim, readTransport, type Variables } from './transport.ts';

/** `js_access`: judges one HTTP request to an MCP location; allow opens `$mcp_upstream`, anything else answers here. */
export async function access(r: NginxHTTPRequest): Promise<void> {
  const { variables } = r;
  // location.conf sends nginx's own errors back to the same location.
  if (r.internal) {
    answerErrorPage(r);
    return;
  }
  const name = variables['mcp_server'] ?? '';
  const route = variables['portcullis_route'] ?? '';
  const ports = openPorts(variables);
  const server = (): ServerEntry => findServer(ports.lookup, name) ?? closedServer;
  const audit: Audit = { era: 'legacy', id: undefined, method: '', target: '', role: '', arguments: undefined, alert: false };

  // Nearly every call is ordinary as far as HTTP goes, which one map in nginx finds out; the rest is looked at header by header.
  const look = variables['portcullis_ordinary'];
  const isOrdinary = route !== '' && (look === 'post' || look === 'legacy') && isSafeEngine();
  if (!isOrdinary) {
    requireEngine(variables);
    if (isPreflight(r)) {
      variables['mcp_decision'] = 'allow';
      r.return(204, '');
      return;
    }
  }
  let denial = isOrdinary ? undefined : judgeHttp(r, route, server);
  if (denial === undefined) {
    const body = await readBody(r);
    const role = readRoleClaim(r);
    if (body === undefined) denial = deny('json.utf8');
    else if (isOrdinary || r.method === 'POST') {
      const headers = look === 'legacy' ? noMirrorHeaders : readMirrorHeaders(variables);
      denial = judgePost({ server: name, role, headers, body }, server, ports, audit);
    } else {
      audit.method = r.method;
      denial = body.bytes.length > 0 ? deny('http.body') : judgeSession(role, server, ports, audit);
    }
  }
  // Monitoring passes what is denied, but not to nowhere.
  if (denial === undefined || (route !== '' && server().mode === 'monitor')) allow(variables, isOrdinary, route, denial, audit);
  else refuse(r, denial, audit);
}

/** Stands for a server the policy does not have: nobody has anything to do there. */
const closedServer: ServerEntry = { mode: 'enforce', roles: '' };

function judgeHttp(r: NginxHTTPRequest, route: string, server: () => ServerEntry): Denial | undefined {
  const entry = server();
  if (entry === closedServer) return deny('policy.server');
  const rule = judgeTransport(readTransport(r, route, r.uri === entry.sse?.messages));
  return rule === undefined ? undefined : deny(rule);
}

/** A browser asks before it sends; the answer's headers come from location.conf and hold only for allowed origins. */
function isPreflight(r: NginxHTTPRequest): boolean {
  if (r.method !== 'OPTIONS' || r.variables['portcullis_host'] !== '1') return false;
  const origin = r.variables['portcullis_origin'] ?? '-';
  return origin !== '' && origin !== '-';
}

function allow(variables: Variables, isOrdinary: boolean, route: string, denial: Denial | undefined, audit: Audit): void {
  writeAudit(variables, audit, denial?.rule);
  variables['mcp_decision'] = denial === undefined ? 'allow' : 'monitor';
  if (audit.id !== undefined) variables['portcullis_id'] = typeof audit.id === 'number' ? String(audit.id) : JSON.stringify(audit.id);
  const query = isOrdinary ? '' : (variables['args'] ?? '');
  variables['mcp_upstream'] = query === '' ? route : `${route}?${query}`;
}

function refuse(r: NginxHTTPRequest, denial: Denial, audit: Audit): void {
  writeAudit(r.variables, audit, denial.rule);
  send(r, answerDenial(denial, audit.era, r.variables['request_id'] ?? ''));
}
