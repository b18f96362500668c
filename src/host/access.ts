import { answerDenial } from '../core/answers.ts';
import { judgeTransport } from '../core/mcp/transport.ts';
import type { Audit } from '../core/reach.ts';
import { judgePost, judgeSession } from '../core/request.ts';
import { findServer } from '../core/policy/decide.ts';
import type { ServerEntry } from '../core/policy/entries.ts';
import type { Ports } from '../core/ports.ts';
import { deny, type Denial } from '../core/verdict.ts';
import { writeAudit } from './audit.ts';
import { answerErrorPage } from './error-page.ts';
import { readBody } from './body.ts';
import { requireEngine } from './engine.ts';
import { openPorts } from './ports.ts';
import { send } from './send.ts';
import { readMirrorHeaders, readRoleClaim, readTransport } from './transport.ts';

/** `js_access`: judges one HTTP request to an MCP location; allow opens `$mcp_upstream`, anything else answers here. */
export async function access(r: NginxHTTPRequest): Promise<void> {
  // location.conf sends nginx's own errors back to the same location.
  if (r.internal) {
    answerErrorPage(r);
    return;
  }
  requireEngine(r);
  if (isPreflight(r)) {
    r.return(204, '');
    return;
  }
  const ports = openPorts(r);
  const name = r.variables['mcp_server'] ?? '';
  const audit: Audit = { era: 'legacy', id: undefined, method: '', target: '', role: '', arguments: undefined, alert: false };
  const server = (): ServerEntry => findServer(ports.lookup, name) ?? closedServer;

  const route = r.variables['portcullis_route'] ?? '';
  const denial = judgeHttp(r, route, server) ?? (await judge(r, name, server, ports, audit));

  // Monitoring passes what is denied, but not to nowhere.
  if (denial === undefined || (route !== '' && server().mode === 'monitor')) allow(r, route, denial, audit);
  else refuse(r, denial, audit);
}

/** Stands for a server the policy does not have: nobody has anything to do there. */
const closedServer: ServerEntry = { mode: 'enforce', roles: '' };

async function judge(r: NginxHTTPRequest, name: string, server: () => ServerEntry, ports: Ports, audit: Audit): Promise<Denial | undefined> {
  const role = readRoleClaim(r.variables);
  const { text, bytes } = await readBody(r);
  if (r.method !== 'POST') {
    audit.method = r.method;
    return bytes.length > 0 ? deny('http.body') : judgeSession(role, server, ports, audit);
  }
  if (text === undefined) return deny('json.utf8');
  return judgePost({ server: name, role, headers: readMirrorHeaders(r.variables), text, bytes }, server, ports, audit);
}

function judgeHttp(r: NginxHTTPRequest, route: string, server: () => ServerEntry): Denial | undefined {
  // Nearly every request is plain, which one map in nginx finds out; the rest is looked at header by header.
  if (route !== '' && r.variables['portcullis_plain'] === '1') return undefined;
  if (server() === closedServer) return deny('policy.server');
  const rule = judgeTransport(readTransport(r, route, r.uri === server().sse?.messages));
  return rule === undefined ? undefined : deny(rule);
}

/** A browser asks before it sends; the answer's headers come from location.conf and hold only for allowed origins. */
function isPreflight(r: NginxHTTPRequest): boolean {
  if (r.method !== 'OPTIONS' || r.variables['portcullis_host'] !== '1') return false;
  const origin = r.variables['portcullis_origin'] ?? '-';
  return origin !== '' && origin !== '-';
}

function allow(r: NginxHTTPRequest, route: string, denial: Denial | undefined, audit: Audit): void {
  writeAudit(r, audit, denial === undefined ? 'allow' : 'monitor', denial?.rule);
  if (audit.id !== undefined) r.variables['portcullis_id'] = JSON.stringify(audit.id);
  const query = r.variables['args'] ?? '';
  r.variables['mcp_upstream'] = query === '' ? route : `${route}?${query}`;
}

function refuse(r: NginxHTTPRequest, denial: Denial, audit: Audit): void {
  writeAudit(r, audit, 'deny', denial.rule);
  send(r, answerDenial(denial, audit.era, r.variables['request_id'] ?? ''));
}
