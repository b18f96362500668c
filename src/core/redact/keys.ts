/** Names whose values are secrets wherever they stand in the name. */
const anywhere =
  /token|secret|passw|passphrase|passcode|pwd|credential|cookie|session|authori[sz]|api_?key|key(?!word|board|note|frame)|bearer|private/i;
/** Short names that are parts of ordinary words: only as a word of their own (`user_pin`, `userPin`, `PIN`). */
const asWord = /(?:^|[_\-. ])(?:pin|otp|cvv|cvc|ssn|jwt|sid|auth|pass|creds?|card|iban)(?:$|[_\-. \d])|[a-z](?:Pin|Otp|Cvv|Cvc|Ssn|Jwt|Sid|Auth|Pass|Creds?)(?:$|[A-Z])/;

/** Whether values under this key are never to be logged. */
export function isSecretKey(key: string): boolean {
  return anywhere.test(key) || asWord.test(key) || (key.length < 5 && asWord.test(key.toLowerCase()));
}
