import { isObject, type JsonObject } from '../../jsonrpc/json.ts';
import { parseDocument } from '../../jsonrpc/parse.ts';
import { isAlgorithm, type Algorithm } from './algorithms.ts';
import type { Decoding } from './decoding.ts';
import type { JwtRule } from './rules.ts';

/** A token that is well formed; nothing of it is verified. */
export interface Jwt {
  readonly alg: Algorithm;
  /** Which key of its issuer signed it, as it says. */
  readonly kid: string | undefined;
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What is signed: the first two parts as they came. */
  readonly signed: string;
  readonly signature: Uint8Array;
}

/** What tokens may look like. */
export interface JwtForm {
  /** Longest token, in characters. */
  readonly size: number;
  /** Values of `typ`, in lower case and without `application/` (RFC 7515, section 4.1.9); an empty one is for a token without. */
  readonly types: readonly string[];
  /** Members of the header that are let stand though they bring a key; whoever asks for them reads them from `header`. */
  readonly embedded: readonly string[];
}

/** Longest access token, in characters. */
export const longestToken = 8192;

/** Access tokens: of RFC 9068, and as issuers wrote them before it. */
export const accessTokenForm: JwtForm = { size: longestToken, types: ['at+jwt', 'jwt', ''], embedded: [] };

/** A key, or where to fetch one, chosen by the sender: whoever believes it believes anybody (RFC 8725, section 3.10). */
const keyMembers = ['jwk', 'jku', 'x5u', 'x5c'];
/** Objects and arrays within one another, in header or claims. */
const deepest = 16;

/** Visible text of a bounded length, as an id or a name is one: nothing that could end or bend a line of a log. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,256}$/u.test(value);
}

/** Reads a JWT in the compact form of a JWS (RFC 7515, section 7.1), as strictly as RFC 8725 advises, or says what is wrong with it. */
export function parseJwt(token: string, decoding: Decoding, form: JwtForm = accessTokenForm): Jwt | JwtRule {
  if (token.length > form.size) return 'jwt.size';
  const [head = '', body = '', tail = '', ...more] = token.split('.', 4);
  if (more.length > 0) return 'jwt.form';
  const header = readPart(head, decoding);
  if (typeof header === 'string') return header;
  const fault = judgeHeader(header, form);
  if (fault !== undefined) return fault;
  const { alg, kid } = header as { readonly alg: Algorithm; readonly kid?: string };

  const signature = decoding.bytes(tail);
  if (signature === undefined) return 'jwt.form';
  const claims = readPart(body, decoding);
  if (typeof claims === 'string') return claims;
  return { alg, kid, header, claims, signed: `${head}.${body}`, signature };
}

function readPart(part: string, decoding: Decoding): JsonObject | JwtRule {
  const bytes = decoding.bytes(part);
  if (bytes === undefined) return 'jwt.form';
  const text = decoding.text(bytes);
  if (text === undefined) return 'jwt.json';
  const document = parseDocument({ text, bytes, isPlain: false });
  if (typeof document === 'string' || document.measure.depth > deepest || !isObject(document.value)) return 'jwt.json';
  return document.value;
}

function judgeHeader(header: JsonObject, form: JwtForm): JwtRule | undefined {
  const has = (name: string): boolean => Object.hasOwn(header, name);
  if (!has('alg') || !isAlgorithm(header['alg'])) return 'jwt.alg';
  // No extension is understood; RFC 7797's `b64` changes what is signed.
  if (has('crit') || has('b64')) return 'jwt.crit';
  if (keyMembers.some((name) => has(name) && !form.embedded.includes(name))) return 'jwt.embedded';
  if (has('kid') && !isName(header['kid'])) return 'jwt.kid';
  return form.types.includes(readType(has('typ') ? header['typ'] : '')) ? undefined : 'jwt.typ';
}

function readType(typ: unknown): string {
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '?';
}
