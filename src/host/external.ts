import { longestQuestion, readAnswer, writeQuestion, type Asker, type Question } from '../core/external.ts';
import type { ExternalSettings } from '../core/policy/entries.ts';
import type { Rule } from '../core/rules.ts';
import { deny, type Denial } from '../core/verdict.ts';
import { digest } from './ports.ts';
import { within } from './within.ts';

/** Decisions by the digest of their question: a dictionary that all workers share, where the policy has one kept (policy.conf). */
const kept = typeof ngx === 'object' ? (ngx.shared['portcullis_decided'] as NgxTextDict | undefined) : undefined;

/**
 * Asks the external decision point, one question after the other: the first denial stands for all, as in a batch.
 *
 * By a subrequest that nginx proxies, not by `ngx.fetch`: where nginx cannot even begin to connect, a fetch in `js_access` starts the
 * handler again and in the end crashes the worker (njs 1.0.2).
 */
export async function askOutside(r: NginxHTTPRequest, questions: readonly Question[], asker: Asker, settings: ExternalSettings): Promise<Denial | undefined> {
  const end = Date.now() + settings.timeout;
  for (const question of questions) {
    const rule = await decide(r, question, asker, settings, end);
    if (rule !== undefined) return deny(rule, { id: question.request, shape: question.shape });
  }
  return undefined;
}

async function decide(r: NginxHTTPRequest, question: Question, asker: Asker, settings: ExternalSettings, end: number): Promise<Rule | undefined> {
  const { type, location, cache } = settings;
  const text = writeQuestion(question, asker, type);
  if (text.length > longestQuestion) return 'external.size';
  const key = cache === undefined ? '' : digest(`${type} ${location} ${text}`);
  const known = key === '' ? undefined : kept?.get(key);
  if (known !== undefined) return known === '1' ? undefined : 'external.denied';

  const sent = Date.now();
  const reply = await within(send(r, location, writeQuestion(question, asker, type, new Date(sent).toISOString())), end - sent, 'timeout');
  const rule = reply.startsWith('{') ? readAnswer(reply, type) : 'external.unavailable';
  if (rule === 'external.unavailable') r.warn(`portcullis: external.unavailable: ${location}: ${reply.startsWith('{') ? 'answer' : reply}`);
  else if (cache !== undefined) keep(key, rule === undefined ? '1' : '0', cache);
  return rule;
}

/** The text of an answer, which is a JSON object; else what is wrong with it. */
async function send(r: NginxHTTPRequest, location: string, body: string): Promise<string> {
  const { status, headersOut, responseBuffer, responseText = '' } = await r.subrequest(location, { method: 'POST', body });
  if (status !== 200) return `status ${status}`;
  if (!/^application\/json\s*(?:;|$)/i.test(headersOut['Content-Type'] ?? '')) return 'media type';
  // nginx gives an answer that was cut off as if it were whole.
  const length = headersOut['Content-Length'];
  if (length !== undefined && Number(length) !== responseBuffer?.byteLength) return 'cut off';
  return responseText.trimStart().startsWith('{') ? responseText.trimStart() : 'answer';
}

function keep(key: string, decision: string, milliseconds: number): void {
  try {
    kept?.add(key, decision, milliseconds);
  } catch {
    // No room, though the oldest made way: it is asked again next time.
  }
}
