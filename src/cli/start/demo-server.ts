import { createRequire } from 'node:module';
import { Failure } from '../failure.ts';
import { awaitListening, findFreePort } from './await-port.ts';
import { startChild, type Child } from './child.ts';

/*
 * server-everything listens on all interfaces, which would let anyone around the gateway: keep it on loopback. And it ends
 * with us, however we end: its standard input closes then.
 */
const preload = `import { Server } from 'node:net';
const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) { return typeof port === 'object' ? listen.call(this, port, ...rest) : listen.call(this, Number(port), '127.0.0.1', ...rest); };
process.stdin.on('end', () => process.exit()).resume();
process.stdin.unref?.();`;

/** Starts the official demonstration MCP server on a free loopback port and waits until it answers. */
export async function startDemoServer(): Promise<{ readonly child: Child; readonly url: URL }> {
  const port = await findFreePort();
  const child = startChild(
    [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(preload)}`, findEntry(), 'streamableHttp'],
    { ...process.env, PORT: String(port) },
  );
  try {
    await awaitListening({ host: '127.0.0.1', port }, child, 'the demonstration server');
  } catch (error) {
    await child.end('SIGKILL');
    throw error;
  }
  return { child, url: new URL(`http://127.0.0.1:${port}/mcp`) };
}

function findEntry(): string {
  try {
    return createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/dist/index.js');
  } catch {
    throw new Failure('@modelcontextprotocol/server-everything is not installed: name a running MCP server with --upstream URL');
  }
}
