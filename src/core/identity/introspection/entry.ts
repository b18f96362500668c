import type { IntrospectionTerms } from './answer.ts';

/** `introspection` entry of the compiled policy: the server that vouches for tokens, as whom it is asked, and how its word is taken. */
export interface IntrospectionEntry extends IntrospectionTerms {
  /** https, or a loopback address. */
  readonly url: string;
  readonly client: string;
  /** Where the client's secret stands: a file, or a variable of the environment (`env` in nginx.conf). Read whenever the server is asked. */
  readonly secret: { readonly file: string } | { readonly env: string };
  /** Milliseconds from question to answer. */
  readonly timeout: number;
  /** As an issuer's. */
  readonly resources?: readonly string[];
  /** Whether the policy has issuers whose JWTs are verified: it is not asked about those. */
  readonly beside?: boolean;
}

/** Whether a token has the outer form of a JWT, whose header begins with `{"`. */
export function isJwt(token: string): boolean {
  return /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(token);
}
