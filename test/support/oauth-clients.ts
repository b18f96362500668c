import { StreamableHTTPClientTransport as HttpV2, Client as ClientV2 } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { consent, publicClient } from './authorization-server.ts';
import type { SessionClient } from './clients.ts';

/** A client of the official SDK that gets its tokens by its own OAuth flow. */
export interface OAuthClient {
  readonly callTool: SessionClient['callTool'];
  readonly listTools: SessionClient['listTools'];
  /** The newest token. */
  readonly token: () => string;
  /** How often its user had to consent. */
  readonly consents: () => number;
  readonly close: () => Promise<void>;
}

const self = { name: 'portcullis-test', version: '1.0.0' };

/** What either SDK asks its program for; the shapes are RFC 7591's and RFC 6749's. */
class UserAgent {
  readonly redirectUrl = publicClient.redirect_uri;
  readonly clientMetadata = { redirect_uris: [publicClient.redirect_uri], token_endpoint_auth_method: 'none' };
  asked: URL | undefined;
  consents = 0;
  #tokens: { access_token: string; token_type: string } | undefined;
  #verifier = '';

  clientInformation(): { client_id: string } { return { client_id: publicClient.client_id }; }
  tokens(): { access_token: string; token_type: string } | undefined { return this.#tokens; }
  saveTokens(tokens: { access_token: string; token_type: string }): void { this.#tokens = tokens; }
  redirectToAuthorization(url: URL): void { this.asked = url; }
  saveCodeVerifier(verifier: string): void { this.#verifier = verifier; }
  codeVerifier(): string { return this.#verifier; }
}

/** One client of one SDK, before it is connected. */
interface Opened extends Pick<OAuthClient, 'callTool' | 'listTools' | 'close'> {
  readonly connect: () => Promise<void>;
  /** Takes what the user comes back with. */
  readonly finish: (back: URLSearchParams) => Promise<void>;
}

function openV1(url: string, agent: UserAgent, request: typeof fetch): Opened {
  const transport = new HttpV1(new URL(url), { authProvider: agent, fetch: request });
  const client = new ClientV1(self);
  return {
    connect: () => client.connect(transport),
    finish: (back) => transport.finishAuth(back.get('code') ?? ''),
    callTool: (name, args) => client.callTool({ name, arguments: args }),
    listTools: () => client.listTools(),
    close: () => client.close(),
  };
}

function openV2(url: string, agent: UserAgent, request: typeof fetch): Opened {
  const transport = new HttpV2(new URL(url), { authProvider: agent, fetch: request });
  const client = new ClientV2(self);
  return {
    connect: () => client.connect(transport),
    finish: (back) => transport.finishAuth(back),
    callTool: (name, args) => client.callTool({ name, arguments: args }),
    listTools: () => client.listTools(),
    close: () => client.close(),
  };
}

async function connectOAuth(open: typeof openV1, url: string, request: typeof fetch): Promise<OAuthClient> {
  const agent = new UserAgent();
  let opened = open(url, agent, request);
  /** Does what fails for want of a token once more with the one that the user then consents to. */
  const during = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const { asked } = agent;
      if (asked === undefined) throw error;
      agent.asked = undefined;
      agent.consents++;
      await opened.finish(await consent(asked, 'ada'));
      return work();
    }
  };
  await during(() => {
    // A transport connects once: after the login it is another one, which needs the token alone.
    if (agent.consents > 0) opened = open(url, agent, request);
    return opened.connect();
  });
  return {
    callTool: (name, args) => during(() => opened.callTool(name, args)),
    listTools: () => during(() => opened.listTools()),
    token: () => agent.tokens()?.access_token ?? '',
    consents: () => agent.consents,
    close: () => opened.close(),
  };
}

/** Connects the client of `@modelcontextprotocol/sdk`; `request` is how it speaks HTTP. */
export function connectOAuthV1(url: string, request: typeof fetch): Promise<OAuthClient> {
  return connectOAuth(openV1, url, request);
}

/** Connects the client of `@modelcontextprotocol/client`. */
export function connectOAuthV2(url: string, request: typeof fetch): Promise<OAuthClient> {
  return connectOAuth(openV2, url, request);
}
