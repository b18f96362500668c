import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import Provider from 'oidc-provider';
import { startHttpServer } from './http-server.ts';
import { makeSigner } from './jwt.ts';

/** A real authorization server: OAuth 2.1 and OpenID Connect, with resource indicators and tokens as RFC 9068 has them. */
export interface AuthorizationServer {
  readonly issuer: string;
  /** Where it publishes its keys. */
  readonly jwks: string;
  /** What it was asked to authorize, newest last. */
  readonly requests: readonly URLSearchParams[];
  readonly stop: () => Promise<void>;
}

export interface AuthorizationServerOptions {
  /** Resources it issues tokens for, each with all its scopes. */
  readonly resources: Readonly<Record<string, string>>;
  /** What its tokens say of the user beside the name. */
  readonly claims: object;
}

/** The one client there is, and where it lets the user come back to. */
export const publicClient = { client_id: 'agent', redirect_uri: 'http://127.0.0.1:9/callback' } as const;

/** Starts it on loopback. It lets in whoever says a name, by a page with a form. */
export async function startAuthorizationServer({ resources, claims }: AuthorizationServerOptions): Promise<AuthorizationServer> {
  // The issuer is part of the configuration, and its port is known only now.
  let handle: RequestListener = (_, reply) => { reply.writeHead(503).end(); };
  const server = await startHttpServer((request, reply) => { handle(request, reply); }, () => Promise.resolve());
  const issuer = `http://${server.address}`;
  const signer = makeSigner('ES256', 'issuer-1');
  const provider = new Provider(issuer, {
    clients: [{ client_id: publicClient.client_id, redirect_uris: [publicClient.redirect_uri], application_type: 'native', token_endpoint_auth_method: 'none', grant_types: ['authorization_code'], response_types: ['code'], id_token_signed_response_alg: 'ES256' }],
    jwks: { keys: [{ ...signer.privateKey.export({ format: 'jwk' }), kid: 'issuer-1', alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    extraTokenClaims: () => claims,
    renderError: (context: { body: string }, out: object) => { context.body = JSON.stringify(out); },
    features: {
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_: unknown, resource: string) => {
          const scope = resources[resource];
          if (scope === undefined) throw new Error(`no such resource: ${resource}`);
          return { scope, audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: 'ES256' } } };
        },
      },
    },
  });
  const requests: URLSearchParams[] = [];
  const answer = provider.callback();
  handle = (request, reply) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/auth') requests.push(url.searchParams);
    answer(request, reply);
  };
  return {
    issuer,
    jwks: `${issuer}/jwks`,
    requests,
    stop: server.stop,
  };
}

/** Does what a user does in a browser at the address a client sends it to: logs in, consents. Gives what the client gets back. */
export async function consent(start: URL, user: string): Promise<URLSearchParams> {
  const cookies = new Map<string, string>();
  let next: { readonly url: URL; readonly form?: URLSearchParams } = { url: start };
  // Login, consent and the redirects between them; more is a circle.
  for (let step = 0; step < 12; step++) {
    const { url, form } = next;
    if (url.href.startsWith(publicClient.redirect_uri)) return url.searchParams;
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }, ...(form && { method: 'POST', body: form }) });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    next = location === null ? readForm(await answer.text(), url, user) : { url: new URL(location, url) };
  }
  throw new Error('the authorization server asks without end');
}

function readForm(page: string, url: URL, user: string): { readonly url: URL; readonly form: URLSearchParams } {
  const [, action] = /<form[^>]* action="([^"]+)"/.exec(page) ?? [];
  const [, prompt] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
  if (action === undefined || prompt === undefined) throw new Error(`no form at ${url.href}: ${page.slice(0, 500)}`);
  return { url: new URL(action, url), form: new URLSearchParams({ prompt, ...(prompt === 'login' && { login: user, password: 'any' }) }) };
}
