import { isCardNumber } from './card.ts';
import { looksRandom } from './random.ts';

export const redacted = '[redacted]';

/*
 * Every pattern runs over a bounded window (see arguments.ts), so none needs to be cheaper than linear there.
 * Each recognizes a secret by its first characters: a secret that the window cuts is still found.
 */
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY[^]*?(?:-----END [A-Z ]*-----|$)/g;
const scheme = /\b(?:bearer|basic|digest|token)[ \t]+[\w.~+/=-]{6,}/gi;
const assignment =
  /((?:token|secret|passw(?:or)?d|passphrase|pwd|credentials?|cookie|session(?:_?id)?|authorization|key|pin)["']?[ \t]{0,4}(?:=|:(?!\/\/))[ \t]{0,4}["']?)[^\s"'&,;]+/gi;
/** Cheap necessary conditions of what follows: most texts have none. */
const named = /[=:]|(?:bearer|basic|digest|token)[ \t]/i;
const digitGroups = /\d{2}[ .-]?\d{2}/;
const longRun = /[\w.+/=-]{14}/;
const userInfo = /:\/\/[^\s/@]{1,200}@/g;
const email = /[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}/g;
const knownPrefix =
  /(?:\b|_)(?:A[KS]IA|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|xapp-|[srp]k_(?:live|test)_|whsec_|sk-|AIza|ya29\.|eyJ|npm_|pypi-|hf_|dop_v1_|SG\.|shp[a-z]{2}_|AGE-SECRET-KEY-)[\w.+/=-]{8,}/g;
const run = /[\w+=-]{20,}/g;
/** Base64 has slashes; so have paths, which is why only long runs count and must look random as a whole. */
const slashed = /[A-Za-z0-9+/=]{40,}/g;
const digits = /\b\d(?:[ .-]?\d){12,18}\b/g;

/** Replaces each secret in the text by `[redacted]`; what is around it stays. */
export function maskSecrets(text: string): string {
  let masked = text;
  if (masked.includes('-----BEGIN')) masked = masked.replace(privateKey, redacted);
  if (masked.includes('@')) masked = masked.replace(userInfo, `://${redacted}@`).replace(email, redacted);
  masked = maskShortWords(masked);
  if (!longRun.test(masked)) return masked;
  return masked.replace(knownPrefix, redacted).replace(slashed, maskRandom).replace(run, maskRandom);
}

/** The same for a text of short words, where only a name, a scheme or groups of digits can tell a secret. */
export function maskShortWords(text: string): string {
  let masked = text;
  if (named.test(masked)) masked = masked.replace(scheme, redacted).replace(assignment, `$1${redacted}`);
  return digitGroups.test(masked) ? masked.replace(digits, maskCard) : masked;
}

function maskRandom(match: string): string {
  return looksRandom(match) ? redacted : match;
}

function maskCard(match: string): string {
  return isCardNumber(match) ? redacted : match;
}
