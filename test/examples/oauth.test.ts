import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { startAuthorizationServer } from '../support/authorization-server.ts';
import { renew } from '../support/certbot.ts';
import { makeAuthority, type Certificate } from '../support/certificates.ts';
import { startEverything } from '../support/everything.ts';
import { fetchAt } from '../support/fetch-with.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { connectOAuthV1, connectOAuthV2 } from '../support/oauth-clients.ts';
import { certificateFolder, decisionLog, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const url = 'https://mcp.example.com/mcp';
let authority: Certificate;

describe.each([['operator', 2], ['reader', 1]] as const)('a user who is %s', (role, consents) => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const issuer = useRunning(() => startAuthorizationServer({ resources: { [url]: 'mcp env:read' }, claims: { realm_access: { roles: [role] } } }));
  const gateway = useGateway(startOAuth);

  async function startOAuth(): Promise<Gateway> {
    const port = await findFreePort();
    return startExample('oauth', {
      port,
      policy: [['https://login.example.com/realms/agents/protocol/openid-connect/certs', issuer().jwks], ['https://login.example.com/realms/agents', issuer().issuer]],
      conf: [
        decisionLog, certificateFolder,
        ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`], ['127.0.0.1:3000', everything().address], ['worker_processes auto;', 'worker_processes 1;'],
        ['/etc/ssl/certs/ca-certificates.crt', 'live/fullchain.pem'],
      ],
      furnish: async (folder) => {
        authority = await makeAuthority(folder, 'authority');
        await renew(folder, authority, 1);
      },
    });
  }

  const request = async (): Promise<typeof fetch> => fetchAt(gateway().port, await readFile(authority.cert));

  it.each([['v1', connectOAuthV1], ['v2', connectOAuthV2]] as const)('with a %s client that knows the URL alone', async (_, connect) => {
    const client = await connect(url, await request());
    expect(await client.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
    expect(client.consents()).toBe(1);
    if (role === 'operator') expect(await client.callTool('get-env', {})).toHaveProperty('content');
    else await expect(client.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 });
    // A scope is asked for where it would help, not where the role may not.
    expect(client.consents()).toBe(consents);
    await client.close();
  });

  it('is told nothing but where to ask without a token', async () => {
    const ask = await request();
    const answer = await ask(url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }, body: callTool('get-env', {}) });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp", scope="mcp"']);
    const metadata = await ask('https://mcp.example.com/.well-known/oauth-protected-resource/mcp');
    expect(await metadata.json()).toEqual({ resource: url, authorization_servers: [issuer().issuer], scopes_supported: ['mcp', 'env:read'], bearer_methods_supported: ['header'], resource_name: 'Tools of everything' });
    expect((await ask('https://mcp.example.com/.well-known/oauth-authorization-server')).status).toBe(404);
  });
});
