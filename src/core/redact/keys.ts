/** Names whose values are secrets wherever they stand in the name, in any case. */
const anywhere = 'token|secret|passw|passphrase|passcode|pwd|credential|cookie|session|authori[sz]|api_?key|key(?!word|board|note|frame)|bearer|private';
/** Short names that are parts of ordinary words: only as a word of their own (`user_pin`, `userPin`). */
const words = 'pin|otp|cvv|cvc|ssn|jwt|sid|auth|pass|creds?|card|iban';
const asWord = String.raw`(?:^|[_\-. ])(?:${words})(?:$|[_\-. \d])|[a-z](?:Pin|Otp|Cvv|Cvc|Ssn|Jwt|Sid|Auth|Pass|Creds?)(?:$|[A-Z])`;
/** The same standing alone, in any case (`PIN`). */
const alone = `^(?:${words})$`;

/** The patterns of names whose values are never to be logged, which PCRE and JavaScript read alike. */
export const secretKeys: readonly { readonly source: string; readonly ignoreCase: boolean }[] = [
  { source: anywhere, ignoreCase: true },
  { source: asWord, ignoreCase: false },
  { source: alone, ignoreCase: true },
];

/** A name as people write them, `like_this` or `likeThis`: it needs no escaping, and is itself no secret. */
export const plainKey = String.raw`^[a-z]{1,15}(?:(?:[_.-][a-z]|[A-Z])[a-z]{0,14}){0,4}\d{0,2}$(?!.)`;

/** A name of small letters that is no secret by name, before a quote: a PCRE pattern to be part of others. */
export const plainJsonKey = (): string => String.raw`(?![a-z_]*(?:${anywhere}))(?!(?:[a-z]+_)*(?:${words})[_"])[a-z]{1,15}+(?:_[a-z]{1,14}+){0,4}+`;

const patterns = secretKeys.map(({ source, ignoreCase }) => new RegExp(source, ignoreCase ? 'i' : ''));

/** Whether values under this key are never to be logged. */
export function isSecretKey(key: string): boolean {
  return patterns.some((pattern) => pattern.test(key));
}

const plain = new RegExp(plainKey, 's');

/** Whether a name surely is an ordinary one, which needs no escaping; in nginx a map finds it out from the same patterns. */
export function isPlainKey(key: string): boolean {
  return plain.test(key) && !isSecretKey(key);
}
