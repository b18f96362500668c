import files from 'fs';
import { longestAnswer, readIntrospection, type IntrospectionTerms } from '../../core/identity/introspection/answer.ts';
import { clientCredentials, introspectionForm } from '../../core/identity/introspection/question.ts';
import { decoding } from '../jwt/decoding.ts';
import { fetchWithin } from '../fetch-within.ts';
import { keepAnswer } from './shared-answers.ts';

/** The server that vouches for tokens, as whom it is asked, and how its word is taken. */
export interface IntrospectionSource extends IntrospectionTerms {
  /** https, or a loopback address. */
  readonly url: string;
  readonly client: string;
  /** Where the client's secret stands: a file, or a variable of the environment (`env` in nginx.conf). Read whenever the server is asked. */
  readonly secret: { readonly file: string } | { readonly env: string };
  /** Milliseconds from question to answer. */
  readonly timeout: number;
  /** Stands for all of this: answers by other terms do not count. */
  readonly stamp: string;
}

/**
 * Asks for a token and keeps the answer. For a location of its own, with `js_content`, to which requests send a subrequest
 * (fetch-within.ts says why).
 */
export async function askServer(token: string, source: IntrospectionSource): Promise<void> {
  const { url, client, timeout } = source;
  const secret = readSecret(source);
  if (secret === undefined) return keepAnswer(token, source, 'token.unavailable', Date.now() / 1000);
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/x-www-form-urlencoded',
    Authorization: `Basic ${Buffer.from(clientCredentials(client, secret)).toString('base64')}`,
  };
  const answer = await fetchWithin(url, { method: 'POST', headers, body: introspectionForm(token) }, longestAnswer, timeout);
  const now = Date.now() / 1000;
  const read = readIntrospection(answer, source, now, decoding);
  if (read === 'token.unavailable') ngx.log(ngx.WARN, `portcullis: ${url} gives no answer on a token: ${'failed' in answer ? answer.failed : answer.status}`);
  return keepAnswer(token, source, read, now);
}

/** Undefined where there is none; a line break at the end of a file is not part of it. */
function readSecret({ secret }: IntrospectionSource): string | undefined {
  try {
    const found = 'file' in secret ? files.readFileSync(secret.file, 'utf8').replace(/\r?\n$/, '') : process.env[secret.env];
    if (found !== undefined && found !== '') return found;
  } catch {
    // Said below.
  }
  ngx.log(ngx.ERR, `portcullis: the secret for introspection cannot be read from ${'file' in secret ? secret.file : `$${secret.env}`}`);
  return undefined;
}
