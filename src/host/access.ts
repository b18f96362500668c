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
  const ports = openPorts(r);
  const server = findServer(ports.lookup, r.variables['mcp_server'] ?? '');
  const audit: Audit = { era: 'legacy', id: undefined, method: '', target: '', role: '', arguments: undefined, alert: false };
  if (typeof server === 'string') {
    refuse(r, deny(server), audit);
    return;
  }
  if (isPreflight(r)) {
    r.return(204, '');
    return;
  }
  const route = routeOf(r.uri, server);
  const denial = judgeHttp(r, route, server) ?? (await judge(r, server, ports, audit));

  // Monitoring passes what is denied, but not to nowhere.
  if (denial === undefined || (server.mode === 'monitor' && route !== '')) allow(r, route, denial, audit);
  else refuse(r, denial, audit);
}

async function judge(r: NginxHTTPRequest, server: ServerEntry, ports: Ports, audit: Audit): Promise<Denial | undefined> {
  const role = readRoleClaim(r.variables);
  const { text, bytes } = await readBody(r);
  if (r.method !== 'POST') {
    audit.method = r.method;
    return bytes.length > 0 ? deny('http.body') : judgeSession(role, server, ports, audit);
  }
  if (text === undefined) return deny('json.utf8');
  const headers = readMirrorHeaders(r.variables);
  return judgePost({ server: r.variables['mcp_server'] ?? '', role, headers, text, bytes }, server, ports, audit);
}

function judgeHttp(r: NginxHTTPRequest, route: string, server: ServerEntry): Denial | undefined {
  // Nearly every request is plain, which one map in nginx finds out; the rest is looked at header by header.
  if (route !== '' && r.variables['portcullis_plain'] === '1') return undefined;
  const rule = judgeTransport(readTransport(r, route, r.uri === server.sse?.messages));
  return rule === undefined ? undefined : deny(rule);
}

/** What `$mcp_upstream` becomes for this path; empty when the path is no endpoint of the server. */
function routeOf(path: string, server: ServerEntry): string {
  return Object.hasOwn(server.paths, path) ? (server.paths[path] ?? '') : '';
}

/** A browser asks before it sends; the answer's headers come from location.conf and hold only for allowed origins. */
function isPreflight(r: NginxHTTPRequest): boolean {
  const origin = r.variables['portcullis_origin'] ?? '-';
  return r.method === 'OPTIONS' && origin !== '' && origin !== '-' && r.variables['portcullis_host'] === '1';
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
