import files from 'fs';
import { longestAnswer, readIntrospection } from '../../core/identity/introspection/answer.ts';
import type { IntrospectionEntry } from '../../core/identity/introspection/entry.ts';
import { clientCredentials, introspectionForm } from '../../core/identity/introspection/question.ts';
import type { IntrospectionRule } from '../../core/identity/introspection/rules.ts';
import type { Proof } from '../../core/identity/jwt/grant.ts';
import type { JwtRule } from '../../core/identity/jwt/rules.ts';
import { decoding } from '../jwt/decoding.ts';
import { fetchWithin } from '../fetch-within.ts';

/** Asks the authorization server about a token (RFC 7662); never rejects. For `js_content` only (fetch-within.ts says why). */
export async function askServer(token: string, entry: IntrospectionEntry): Promise<Proof | JwtRule | IntrospectionRule> {
  const { url, client, timeout } = entry;
  const secret = readSecret(entry);
  if (secret === undefined) return 'token.unavailable';
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/x-www-form-urlencoded',
    Authorization: `Basic ${Buffer.from(clientCredentials(client, secret)).toString('base64')}`,
  };
  const answer = await fetchWithin(url, { method: 'POST', headers, body: introspectionForm(token) }, longestAnswer, timeout);
  const read = readIntrospection(answer, entry, Date.now() / 1000, decoding);
  if (read === 'token.unavailable') ngx.log(ngx.WARN, `portcullis: ${url} gives no answer on a token: ${'failed' in answer ? answer.failed : `status ${answer.status}`}`);
  return read;
}

/** Undefined where there is none; a line break at the end of a file is not part of it. */
function readSecret({ secret }: IntrospectionEntry): string | undefined {
  try {
    const found = 'file' in secret ? files.readFileSync(secret.file, 'utf8').replace(/\r?\n$/, '') : process.env[secret.env];
    if (found !== undefined && found !== '') return found;
  } catch {
    // Said below.
  }
  ngx.log(ngx.ERR, `portcullis: the secret for introspection cannot be read from ${'file' in secret ? secret.file : `$${secret.env}`}`);
  return undefined;
}
