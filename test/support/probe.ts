import { docker, expectDocker } from '../../scripts/docker/docker.ts';
import { images } from './compose.ts';

/** Sends one POST and ends, whatever comes of it: whether it arrived is asked where it should. */
const script = "fetch(process.argv[1], { method: 'POST', body: '{}', signal: AbortSignal.timeout(3000) }).catch(() => {}).then(() => process.exit())";

/** Sends a POST from a new container in a network. */
export async function sendFromNetwork(network: string, url: string): Promise<void> {
  await expectDocker('no probe', ['run', '--rm', '--network', network, images.server, 'node', '-e', script, url]);
}

/** Sends a POST from a container that runs and has Node. */
export async function sendFromContainer(id: string, url: string): Promise<void> {
  await expectDocker('no probe', ['exec', id, 'node', '-e', script, url]);
}

/** How many POSTs the server-everything in a container has heard. */
export async function countHeard(id: string): Promise<number> {
  return (await expectDocker('no log', ['logs', id])).split('Received MCP POST request').length - 1;
}

/** Starts a server-everything in a network, for others to try to reach; it is healthy then. */
export async function startBait(network: string): Promise<{ readonly id: string; readonly url: string; readonly stop: () => Promise<void> }> {
  const id = (await expectDocker('no bait', ['run', '--detach', '--rm', '--network', network, images.server])).trim();
  const address = await expectDocker('no bait', ['inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', id]);
  return { id, url: `http://${address.trim()}:3001/mcp`, stop: async () => { await docker(['rm', '--force', id]); } };
}
