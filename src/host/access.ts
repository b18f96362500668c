import { answerErrorPage } from './error-page.ts';
import { isSafeEngine, requireEngine } from './engine.ts';
import { judgeBody, judgeHttp, refuse, startJudgement, type Judgement } from './judgement.ts';
import { passOrdinaryCall } from './ordinary-call.ts';

/**
 * What is known of a request before its body is read: by itself the route, when HTTP says nothing out of the ordinary and
 * no header claims the modern era; else how far its judgement has come.
 */
export type Begun = string | Judgement;

/** Longer bodies cost their reading and inspection, whatever way they go. */
const mostOrdinary = 65_536;

/** `js_access`, before the body: judges what HTTP says. Undefined when the request was answered. */
export function beginAccess(r: NginxHTTPRequest): Begun | undefined {
  const { variables } = r;
  // Nearly every call is ordinary as far as HTTP goes, which maps in nginx find out; the rest is looked at header by header.
  const straight = variables['portcullis_way'] ?? '';
  if (straight !== '' && isSafeEngine) return straight;
  // location.conf sends nginx's own errors back to the same location; a `rewrite` into it has no status yet.
  if (r.internal && variables['status'] !== '000') {
    answerErrorPage(r);
    return undefined;
  }
  requireEngine(variables);
  if (isPreflight(r)) {
    variables['mcp_decision'] = 'allow';
    r.return(204, '');
    return undefined;
  }
  const route = variables['portcullis_route'] ?? '';
  const judgement = startJudgement(r, route, route === '' ? '' : (variables['portcullis_ordinary'] ?? ''));
  const denial = judgement.look === '' ? judgeHttp(judgement) : undefined;
  if (denial === undefined) return judgement;
  refuse(judgement, denial);
  return undefined;
}

/** `js_access`, with the whole body: allow opens `$mcp_upstream`, anything else answers here. */
export function endAccess(r: NginxHTTPRequest, begun: Begun, body: ArrayBuffer): Promise<void> | undefined {
  if (typeof begun !== 'string') return judgeBody(begun, body);
  if (body.byteLength <= mostOrdinary && passOrdinaryCall(r, begun)) return undefined;
  return judgeBody(startJudgement(r, begun, 'legacy'), body);
}

/** A browser asks before it sends; the answer's headers come from location.conf and hold only for allowed origins. */
function isPreflight(r: NginxHTTPRequest): boolean {
  if (r.method !== 'OPTIONS' || r.variables['portcullis_host'] !== '1') return false;
  const origin = r.variables['portcullis_origin'] ?? '-';
  return origin !== '' && origin !== '-';
}
