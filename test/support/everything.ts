import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startProcess } from './process.ts';

/** A real MCP server that runs. */
export interface McpServerProcess {
  /** `host:port`. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Chosen by the system: a port that is free now may not be so when the server takes it, and it says it listens all the same. */
const boundTo = /bound to port (\d+)/;

/** Starts the official server-everything on loopback, or on another address of this machine; `sse` is its legacy HTTP+SSE mode. */
export async function startEverything(mode: 'streamableHttp' | 'sse', host = '127.0.0.1'): Promise<McpServerProcess> {
  const main = join(dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/package.json')), 'dist/index.js');
  const preload = join(import.meta.dirname, 'loopback.mjs');
  const server = await startProcess([process.execPath, '--import', preload, main, mode], {
    env: { PORT: '0', TEST_LISTEN_ADDRESS: host },
    ready: boundTo,
  });
  return { address: `${host}:${boundTo.exec(server.said())?.[1] ?? ''}`, stop: server.stop };
}
