import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import Provider from 'oidc-provider';
import type { Prover } from './dpop.ts';
import { startHttpServer } from './http-server.ts';

/** A real authorization server whose tokens say nothing, so that it must be asked (RFC 7662); it binds them to keys (RFC 9449) on request. */
export interface OpaqueServer {
  readonly issuer: string;
  readonly introspection: string;
  /** How often it was asked about a token. */
  readonly asked: () => number;
  /** A token for programs, bound to the prover's key if there is one. */
  readonly issue: (prover?: Prover) => Promise<string>;
  readonly revoke: (token: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** As whom the gateway asks; the secret has what forms encode. */
export const introspector = { client_id: 'gate way', client_secret: 'a secret: 50% & more' } as const;
const program = { client_id: 'nightly', client_secret: 'secret' } as const;

/** Starts it on loopback, for tokens of one resource and scope. */
export async function startOpaqueServer(resource: string, scope: string): Promise<OpaqueServer> {
  let handle: RequestListener = (_, reply) => { reply.writeHead(503).end(); };
  const server = await startHttpServer((request, reply) => { handle(request, reply); }, () => Promise.resolve());
  const issuer = `http://${server.address}`;
  const none = { redirect_uris: [], response_types: [] };
  const provider = new Provider(issuer, {
    clients: [{ ...program, ...none, grant_types: ['client_credentials'] }, { ...introspector, ...none, grant_types: [], token_endpoint_auth_method: 'client_secret_basic' }],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    ttl: { ClientCredentials: 600 },
    features: {
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: (_: unknown, client: { readonly clientId: string }) => client.clientId === introspector.client_id },
      revocation: { enabled: true },
      dPoP: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        getResourceServerInfo: () => ({ scope, audience: resource, accessTokenFormat: 'opaque' }),
      },
    },
  });
  let asked = 0;
  const answer = provider.callback();
  handle = (request, reply) => {
    if (request.url === '/token/introspection') asked++;
    answer(request, reply);
  };
  const send = async (path: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<string> => {
    const reply = await fetch(`${issuer}${path}`, { method: 'POST', headers: { authorization: `Basic ${btoa(`${program.client_id}:${program.client_secret}`)}`, ...headers }, body: new URLSearchParams(form) });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`);
    return text;
  };
  return {
    issuer,
    introspection: `${issuer}/token/introspection`,
    asked: () => asked,
    issue: async (prover) => {
      const proof = prover?.prove({ method: 'POST', url: `${issuer}/token`, token: '', time: Math.floor(Date.now() / 1000) }, { ath: undefined });
      const { access_token: token } = JSON.parse(await send('/token', { grant_type: 'client_credentials', scope, resource }, proof === undefined ? {} : { dpop: proof })) as { readonly access_token: string };
      return token;
    },
    revoke: async (token) => { await send('/token/revocation', { token }); },
    stop: server.stop,
  };
}
