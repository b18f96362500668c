import type { Algorithm } from '../../core/identity/jwt/algorithms.ts';
import type { Table } from '../policy-source.ts';

/** An issuer as a policy writes it (issuer-schema.ts). */
export interface IssuerSource {
  readonly issuer: string;
  readonly audiences?: readonly string[];
  readonly jwks?: string;
  readonly keys_file?: string;
  readonly algorithms?: readonly Algorithm[];
  readonly claims?: { readonly role?: string; readonly subject?: string; readonly scope?: string };
  readonly roles?: readonly string[] | Table<string>;
  readonly default_role?: string;
  readonly skew?: string;
  readonly refresh?: string;
  readonly remember?: string;
}
