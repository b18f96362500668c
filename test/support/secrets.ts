import { createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { plantSecret } from './run.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const random = (length: number): string => Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');

/** A card number of the length most have, its check digit right. */
function cardNumber(): string {
  const digits = `4${Array.from({ length: 14 }, () => randomInt(10)).join('')}`;
  const sum = Array.from(digits).reduce((total, digit, at) => total + (at % 2 === 0 ? (Number(digit) * 2) % 10 + (Number(digit) > 4 ? 1 : 0) : Number(digit)), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function jsonWebToken(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: random(8), iat: 1 })}`;
  return `${head}.${createHmac('sha256', randomBytes(8)).update(head).digest('base64url')}`;
}

/** A fresh secret of each sort that is known by what it looks like, planted: none may stand in a log. */
export function plantLookingSecrets(): Readonly<Record<string, string>> {
  const card = cardNumber();
  const secrets = {
    'an access key id': `AKIA${random(16).toUpperCase()}`,
    'a code host token': `ghp_${random(36)}`,
    'a model provider key': `sk-${random(40)}`,
    'a payment key': `sk_live_${random(24)}`,
    'a JSON Web Token': jsonWebToken(),
    'a bearer token in a text': `Bearer ${plantSecret(random(32))}`,
    'a card number': card,
    'a card number in groups': card.replace(/(\d{4})(?=\d)/g, '$1 '),
    'an e-mail address': `${random(8).toLowerCase()}@example.com`,
    'a password in a URL': `https://user:${plantSecret(random(12))}@example.com/`,
    'a random token': random(40),
  };
  for (const secret of Object.values(secrets)) plantSecret(secret);
  return secrets;
}

/** A fresh secret that only its place gives away, planted. */
export function plantPlainSecret(): string {
  return plantSecret(`hunter${randomUUID().slice(0, 8)}`);
}
