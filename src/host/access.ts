import { answerErrorPage } from './error-page.ts';
import { isSafeEngine, requireEngine } from './engine.ts';
import { judgeBody, judgeHttp, refuse, startJudgement, type Judgement } from './judgement.ts';
import { passOrdinaryCall } from './ordinary-call.ts';

/** What is known of a request before its body is read. */
export interface Begun {
  /** Where it goes when allowed; empty when the policy serves nothing here. */
  readonly route: string;
  /** What nginx found ordinary: `legacy`, HTTP and no claim of the modern era; `post`, HTTP; else empty. */
  readonly look: '' | 'legacy' | 'post';
  /** Set where nothing is ordinary. */
  readonly judgement?: Judgement;
}

/** Longer bodies cost their reading and inspection, whatever way they go. */
const mostOrdinary = 65_536;

/** `js_access`, before the body: judges what HTTP says. Undefined when the request was answered. */
export function beginAccess(r: NginxHTTPRequest): Begun | undefined {
  const { variables } = r;
  // location.conf sends nginx's own errors back to the same location; a `rewrite` into it has no status yet.
  if (r.internal && variables['status'] !== '000') {
    answerErrorPage(r);
    return undefined;
  }
  const route = variables['portcullis_route'] ?? '';
  // Nearly every call is ordinary as far as HTTP goes, which one map in nginx finds out; the rest is looked at header by header.
  const look = variables['portcullis_ordinary'];
  if (route !== '' && (look === 'legacy' || look === 'post') && isSafeEngine()) return { route, look };
  requireEngine(variables);
  if (isPreflight(r)) {
    variables['mcp_decision'] = 'allow';
    r.return(204, '');
    return undefined;
  }
  const judgement = startJudgement(r, route, '');
  const denial = judgeHttp(judgement);
  if (denial === undefined) return { route, look: '', judgement };
  refuse(judgement, denial);
  return undefined;
}

/** `js_access`, with the whole body: allow opens `$mcp_upstream`, anything else answers here. */
export function endAccess(r: NginxHTTPRequest, { route, look, judgement }: Begun, body: ArrayBuffer): void {
  if (look === 'legacy' && body.byteLength <= mostOrdinary && passOrdinaryCall(r, route)) return;
  judgeBody(judgement ?? startJudgement(r, route, look), body);
}

/** A browser asks before it sends; the answer's headers come from location.conf and hold only for allowed origins. */
function isPreflight(r: NginxHTTPRequest): boolean {
  if (r.method !== 'OPTIONS' || r.variables['portcullis_host'] !== '1') return false;
  const origin = r.variables['portcullis_origin'] ?? '-';
  return origin !== '' && origin !== '-';
}
