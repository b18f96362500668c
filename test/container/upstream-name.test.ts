import { beforeEach, expect, inject, it } from 'vitest';
import { behindDocker, startContainerGateway, type ContainerGateway, type ContainerOptions } from '../support/container-gateway.ts';
import { callTool } from '../support/messages.ts';
import { identity, recorderPolicy } from '../support/policies.ts';
import { post, readError } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { useRunning } from '../support/suite.ts';

const recorder = useRunning(() => startRecorder(inject('bridge')));
beforeEach(() => { recorder().reset(); });

const call = callTool('read_text_file', { path: '/srv/data/a.txt' });
const send = (gateway: ContainerGateway): ReturnType<typeof post> => post(gateway.port, call, { headers: { 'X-Agent-Role': 'reader' } });

const start = (upstream: string, options: Partial<ContainerOptions> = {}): Promise<ContainerGateway> =>
  startContainerGateway({ policy: behindDocker(recorderPolicy), env: { MCP_UPSTREAM: upstream }, ...options });

/** A second gateway is the server that comes and goes: a container with a name, whose calls end at the recorder. */
const startNamed = (alias: string): Promise<ContainerGateway> =>
  startContainerGateway({ policy: recorderPolicy.replace(identity, 'identity: { trusted_hops: [0.0.0.0/0] }'), env: { MCP_UPSTREAM: `http://${recorder().address}/mcp` }, alias });

/** Asks until a call gets through; how long nginx waits between two look-ups decides. */
async function awaitServed(gateway: ContainerGateway): Promise<void> {
  while ((await send(gateway)).status !== 200);
}

it('starts without its server, answers errors, serves as soon as the name is known, and follows it to a new address', async () => {
  const gateway = await start('http://late:8080/mcp');
  const answer = await send(gateway);
  expect(answer.status).toBe(502);
  expect(readError(answer)).toMatchObject({ jsonrpc: '2.0', id: 1, error: { code: -32603 } });
  expect(gateway.errorLog()).toContain('late could not be resolved');

  const first = await startNamed('late');
  await awaitServed(gateway);
  expect(recorder().requests[0]?.body.toString()).toBe(call);

  // The second has another address, since the first still has its own.
  const second = await startNamed('late');
  await first.stop();
  await awaitServed(gateway);
  await second.stop();
  await gateway.stop();
});

it('looks short names up below the search domains, as programs in the container do', async () => {
  const gateway = await start('http://short:8080/mcp', { dns: { search: inject('network'), ndots: 2 } });
  const { output } = await gateway.container.exec(['grep', 'server short', '/run/portcullis/nginx.conf']);
  expect(output).toContain(`server short.${inject('network')}:8080 resolve;`);
  const server = await startNamed('short');
  await awaitServed(gateway);
  await server.stop();
  await gateway.stop();
});

it('takes names from /etc/hosts, which nginx does not read', async () => {
  const gateway = await start(`http://fixed:${recorder().address.split(':')[1] ?? ''}/mcp`, { extraHosts: [{ host: 'fixed', ipAddress: inject('bridge') }] });
  expect((await send(gateway)).status).toBe(200);
  expect(recorder().requests[0]?.headers.host).toMatch(/^fixed:/);
  await gateway.stop();
});

it('serves several servers, each by its URL', async () => {
  const policy = behindDocker(`${recorderPolicy}\n  tools: { upstream: tools, path: /tools/mcp, tools: { hammer: { roles: [reader] } } }\n`);
  const gateway = await startContainerGateway({ policy, env: { MCP_UPSTREAM: `files=http://${recorder().address}/a tools=http://${recorder().address}/b` } });
  await send(gateway);
  await post(gateway.port, callTool('hammer', {}), { path: '/tools/mcp', headers: { 'X-Agent-Role': 'reader' } });
  expect(recorder().requests.map(({ url }) => url)).toEqual(['/a', '/b']);
  await gateway.stop();
});
