import { readBody } from './body.ts';
import { answerErrorPage } from './error-page.ts';
import { isSafeEngine, requireEngine } from './engine.ts';
import { judgeBody, judgeHttp, refuse, startJudgement } from './judgement.ts';
import { passOrdinaryCall } from './ordinary-call.ts';

/** Longer bodies cost their reading and inspection, whatever way they go. */
const mostOrdinary = 65_536;

/** `js_access`: judges one HTTP request to an MCP location; allow opens `$mcp_upstream`, anything else answers here. */
export async function access(r: NginxHTTPRequest): Promise<void> {
  const { variables } = r;
  // location.conf sends nginx's own errors back to the same location; a `rewrite` into it has no status yet.
  if (r.internal && variables['status'] !== '000') {
    answerErrorPage(r);
    return;
  }
  const route = variables['portcullis_route'] ?? '';
  // Nearly every call is ordinary as far as HTTP goes, which one map in nginx finds out; the rest is looked at header by header.
  const look = variables['portcullis_ordinary'];
  if (route !== '' && (look === 'legacy' || look === 'post') && isSafeEngine()) {
    const body = await readBody(r);
    if (look === 'legacy' && body.byteLength <= mostOrdinary && passOrdinaryCall(r, route)) return;
    judgeBody(startJudgement(r, route, look), body);
    return;
  }
  requireEngine(variables);
  if (isPreflight(r)) {
    variables['mcp_decision'] = 'allow';
    r.return(204, '');
    return;
  }
  const judgement = startJudgement(r, route, '');
  const denial = judgeHttp(judgement);
  if (denial === undefined) judgeBody(judgement, await readBody(r));
  else refuse(judgement, denial);
}

/** A browser asks before it sends; the answer's headers come from location.conf and hold only for allowed origins. */
function isPreflight(r: NginxHTTPRequest): boolean {
  if (r.method !== 'OPTIONS' || r.variables['portcullis_host'] !== '1') return false;
  const origin = r.variables['portcullis_origin'] ?? '-';
  return origin !== '' && origin !== '-';
}
