import { spansOf, type SecretRule, type Span } from './rule.ts';

/* Secrets of no form of their own: what is written before them tells what they are. */

/** The secret half of an AWS key: beside its name, or right after the id. */
const awsSecret: SecretRule = {
  rule: 'aws-secret',
  shortest: 40,
  weight: 4,
  hints: ['secret', 'token', 'akia', 'asia'],
  ignoreCase: true,
  byName: true,
  find: (text) => [
    ...spansOf(text, /(?<keep>(?:secret[_ -]?(?:access[_ -]?)?key|aws[_ -]?secret)\\?["']?(?:\s{0,4}[:=>,]){1,2}\s{0,4}\\?["']?)[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/gi),
    ...spansOf(text, /(?<keep>(?:aws|security|session)[_ -]?(?:security[_ -]?|session[_ -]?)?token\\?["']?(?:\s{0,4}[:=>,]){1,2}\s{0,4}\\?["']?)[A-Za-z0-9+/]{100,}={0,2}/gi),
    ...spansOf(text, /(?<keep>(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}[^A-Za-z0-9+/]{1,8})[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g),
  ],
};

/** Keys and signatures of Azure. */
const azureKey: SecretRule = {
  rule: 'azure-key',
  shortest: 37,
  weight: 3,
  hints: ['AccountKey', 'SharedAccessKey', 'sig=', 'Q~'],
  byName: true,
  find: (text) => [
    ...spansOf(text, /(?<keep>(?:Account|SharedAccess)Key\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?)[A-Za-z0-9+/]{43}(?:[A-Za-z0-9+/]{43}=)?=/g),
    ...spansOf(text, /(?<keep>(?<![A-Za-z0-9])sig=)[A-Za-z0-9%+/]{43,}={0,2}/g, isSignature),
    ...spansOf(text, /(?<![\w.~-])[\w.~]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/g),
  ],
};

/** Forty-four characters of base64, with the padding that 32 bytes have, as it stands in a URL. */
function isSignature(secret: string): boolean {
  return /(?:=|%3d)$/i.test(secret);
}

/** What follows `Bearer`, and the credentials of an Authorization header whatever their scheme. */
const bearerToken: SecretRule = {
  rule: 'bearer-token',
  shortest: 12,
  weight: 3,
  hints: ['bearer', 'authorization'],
  ignoreCase: true,
  byName: true,
  find: (text) => [
    ...spansOf(text, /(?<keep>(?<![A-Za-z0-9])bearer[ \t]{1,8})[\w.~+/-]{16,}={0,2}/gi, looksIssued),
    ...spansOf(text, /(?<keep>(?<![A-Za-z0-9])authorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?(?:basic|token|apikey|bot)[ \t]{1,8})[\w.~+/-]{8,}={0,2}/gi),
  ],
};

/** A word of a sentence has no digits among its letters. */
function looksIssued(secret: string): boolean {
  return /\d/.test(secret) && /[A-Za-z]/.test(secret);
}

/** Session cookies in `Set-Cookie` and `Cookie` headers. */
const sessionCookie: SecretRule = {
  rule: 'session-cookie',
  shortest: 12,
  weight: 6,
  hints: ['cookie'],
  ignoreCase: true,
  byName: true,
  find: (text) => findSessionCookies(text),
};

function findSessionCookies(text: string): Span[] {
  const header = /(?<![A-Za-z0-9])(?:set-)?cookie\\?["']?\s{0,4}[:=]\s{0,4}\[?\s{0,4}\\?["']?/gi;
  const lineEnd = /[\r\n"']/g;
  const spans: Span[] = [];
  while (header.test(text)) {
    const from = header.lastIndex;
    lineEnd.lastIndex = from;
    const to = lineEnd.exec(text)?.index ?? text.length;
    header.lastIndex = to;
    if (to - from < shortestCookie) continue;
    const cookies = spansOf(text.slice(from, to), /(?<keep>(?<![\w.-])[\w.-]{0,40}?(?:sess|sid|auth|token|jwt)[\w.-]{0,40}=)[^\s;,"'\\=&(){}<>$]{8,}={0,2}/gi);
    spans.push(...cookies.map(([start, end]): Span => [from + start, from + end]));
  }
  return spans;
}

/** `sid=` and eight characters. */
const shortestCookie = 12;

/** Passwords in URLs: `scheme://user:password@host`. The user and the host stay. */
const urlPassword: SecretRule = {
  rule: 'url-password',
  shortest: 7,
  hints: ['://'],
  find: (text) => spansOf(text, /(?<keep>:\/\/[^\s/@:"'`<>?#]{0,100}:)[^\s/@"'`<>?#]{1,200}(?=@[\w[%.$({-])/g, (secret) => !/^[[({$%*:]|^x+$|\.\.\./i.test(secret)),
};

export const namedSecrets: readonly SecretRule[] = [awsSecret, azureKey, bearerToken, sessionCookie, urlPassword];
