import { recorderPolicy } from './policies.ts';
import type { Headers } from './post.ts';

/** Who issues tokens in tests, and who they are for. */
export const issuer = 'https://issuer.example/realms/mcp';
export const audience = 'https://mcp.example/mcp';

/** Seconds since 1970. */
export const now = (): number => Math.floor(Date.now() / 1000);

/** What a token says that is good from a while ago to ten minutes from now. */
export function claimsOf(more: object = {}): object {
  return { iss: issuer, aud: audience, sub: 'ada', iat: now() - 10, exp: now() + 600, roles: ['reader'], scope: 'files:read', ...more };
}

/** {@link recorderPolicy} with this under `identity`. */
export const identified = (identity: string): string => recorderPolicy.replace(/^identity: .*$/m, () => `identity: { ${identity} }`);

/** An issuer as a policy writes it, with its keys in `keys.json` unless this says otherwise. */
export const issuerOf = (more = 'keys_file: keys.json', name = issuer): string => `{ issuer: "${name}", audiences: ["${audience}"], ${more} }`;

export const unlocked = 'lockout: { failures: 0 }';

export const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });
