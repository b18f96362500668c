import { decodeBase64Text } from '../../mcp/base64.ts';
import { spansOf, type SecretRule } from './rule.ts';

/** JSON Web Tokens: three parts, or five when encrypted, of which the first is a header that names its algorithm. */
export const jwt: SecretRule = {
  rule: 'jwt',
  shortest: 13,
  weight: 14,
  hints: ['eyJ'],
  find: (text) => spansOf(text, /(?<![\w-])eyJ[\w-]{8,}\.[\w-]*\.[\w-]*(?:\.[\w-]+){0,2}/g, isToken),
};

/** Longer than any header in use. */
const longestHeader = 4096;

function isToken(secret: string): boolean {
  const [header = '', payload = '', , ciphertext = ''] = secret.split('.');
  return (payload !== '' || ciphertext !== '') && header.length <= longestHeader && namesAlgorithm(header);
}

function namesAlgorithm(header: string): boolean {
  const base64 = header.replaceAll('-', '+').replaceAll('_', '/');
  const text = decodeBase64Text(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
  if (text === undefined) return false;
  try {
    const value = JSON.parse(text) as { readonly alg?: unknown } | null;
    return typeof value?.alg === 'string';
  } catch {
    return false;
  }
}
