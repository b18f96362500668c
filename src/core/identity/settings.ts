import type { Method } from './identity.ts';
import type { NameKind } from './mtls/name-pattern.ts';

/** What a policy says of who calls, compiled; absent where nothing but the role header tells. */
export interface IdentitySettings {
  /** The methods in use, in order of precedence. */
  readonly order: readonly Method[];
  /** The header API keys come in; `Authorization` has the scheme `Bearer` before them. */
  readonly header?: string;
  /** Tokens are taken from `Authorization: Bearer`. */
  readonly jwt?: TokenSettings;
  /** What of certificates the policy has names for; the names are entries of their own. */
  readonly mtls?: CertificateSettings;
  /** The role of who shows nothing. */
  readonly anonymous?: string;
  /** Absent: nobody is locked out. */
  readonly lockout?: Lockout;
}

/** What is known of tokens for every request; the rest is in entries of their issuers (jwt/issuer.ts). */
export interface TokenSettings {
  /** Stands for all that decides about tokens: what was proven by other rules does not count. */
  readonly stamp: string;
  /** Whether tokens come by `Authorization: DPoP` too, or by it alone; absent: not. */
  readonly dpop?: 'allowed' | 'required';
}

export interface CertificateSettings {
  /** Kinds of names that stand for themselves. */
  readonly exact: readonly NameKind[];
  readonly hasPatterns: boolean;
}

/** Headers of API keys that location.conf takes off before a request goes on; for any other, nginx is told to by who chose it (docs/identity.md). */
export const keyHeaders: readonly string[] = ['Authorization', 'X-API-Key'];

/** So many failures `within` a time, counted from the first, lock out `for` another; both in milliseconds. */
export interface Lockout {
  readonly failures: number;
  readonly within: number;
  readonly for: number;
  /** HTTP status of who is locked out; absent: that of any other failure. */
  readonly status?: number;
}
