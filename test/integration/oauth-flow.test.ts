import { describe, expect, it } from 'vitest';
import { startAuthorizationServer, type AuthorizationServer } from '../support/authorization-server.ts';
import { startEverything } from '../support/everything.ts';
import { startGateway } from '../support/gateway.ts';
import { connectOAuthV1, connectOAuthV2 } from '../support/oauth-clients.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { startTerminator } from '../support/terminator.ts';

const resource = 'https://mcp.example.com/tools/mcp';
const metadata = 'https://mcp.example.com/.well-known/oauth-protected-resource/tools/mcp';

const policyFor = ({ issuer, jwks }: AuthorizationServer): string => `
version: 1
identity:
  jwt: [{ issuer: "${issuer}", jwks: "${jwks}" }]
  scopes: { mcp: {}, sum: { includes: [mcp] }, image: {} }
roles: { viewer: {} }
servers:
  everything:
    upstream: everything
    path: /tools/mcp
    upstream_path: /mcp
    resource: ${resource}
    scopes: [mcp]
    tools:
      echo: { roles: [viewer] }
      get-sum: { roles: [viewer], scopes: [sum] }
      get-tiny-image: { roles: [viewer], scopes: [image] }
`;

/** Decoded, not verified: what the authorization server says in it. */
const claimsOf = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

describe.each([['v1', connectOAuthV1], ['v2', connectOAuthV2]] as const)('a %s client with no token, at a server behind a TLS terminator', (_, connect) => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const issuer = useRunning(() => startAuthorizationServer({ resources: { [resource]: 'mcp sum image' }, claims: { roles: ['viewer'] } }));
  const gateway = useGateway(() => startGateway({
    policy: policyFor(issuer()),
    upstreams: [{ server: 'everything', name: 'everything', address: everything().address, locations: ['/tools/mcp'] }],
  }));
  const terminator = useRunning(() => startTerminator(`127.0.0.1:${gateway().port}`));

  it('finds out where to log in, gets a token for this server, calls, and asks for more when a tool needs it', async () => {
    const seen: { readonly url: string; readonly status: number; readonly challenge: string | null }[] = [];
    const client = await connect(resource, async (input, init) => {
      const answer = await terminator().fetch(input, init);
      seen.push({ url: String(input instanceof Request ? input.url : input), status: answer.status, challenge: answer.headers.get('www-authenticate') });
      return answer;
    });
    // 1. Refused, told where the metadata is, and logged in with what every request needs.
    expect(seen[0]).toEqual({ url: resource, status: 401, challenge: `Bearer resource_metadata="${metadata}", scope="mcp"` });
    expect(seen).toContainEqual({ url: metadata, status: 200, challenge: null });
    expect(client.consents()).toBe(1);
    expect(issuer().requests.map((asked) => [asked.get('resource'), asked.get('scope')])).toEqual([[resource, 'mcp']]);
    expect(claimsOf(client.token())).toMatchObject({ aud: resource, scope: 'mcp', sub: 'ada' });

    // 2. Sees all that the role may call, and calls what needs no more.
    expect((await client.listTools()).tools.map(({ name }) => name).toSorted()).toEqual(['echo', 'get-sum', 'get-tiny-image']);
    expect(await client.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
    expect(await gateway().awaitDecision(({ target, decision }) => target === 'echo' && decision === 'allow')).toMatchObject({ role: 'viewer', subject: 'ada' });
    expect(client.consents()).toBe(1);

    // 3. Steps up, by the scopes of the challenge.
    expect(await client.callTool('get-sum', { a: 2, b: 3 })).toMatchObject({ content: [{ text: expect.stringContaining('5') as string }] });
    expect(seen.filter(({ status }) => status === 403)).toEqual([{ url: resource, status: 403, challenge: `Bearer error="insufficient_scope", scope="mcp sum", resource_metadata="${metadata}", error_description="The token lacks a scope."` }]);
    expect(client.consents()).toBe(2);
    expect(await gateway().awaitDecision(({ rule }) => rule === 'auth.scope')).toMatchObject({ decision: 'deny', role: 'viewer', subject: 'ada', target: 'get-sum', status: 403 });
    expect(claimsOf(client.token())).toMatchObject({ scope: 'mcp sum' });

    // 4. And again, the session going on; what a scope includes is not asked for.
    expect(await client.callTool('get-tiny-image', {})).toHaveProperty('content');
    expect(await client.callTool('echo', { message: 'still here' })).toMatchObject({ content: [{ text: 'Echo: still here' }] });
    expect(client.consents()).toBe(3);
    await client.close();
  });
});
