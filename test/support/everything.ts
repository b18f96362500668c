import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findFreePort } from './free-port.ts';
import { startProcess } from './process.ts';

/** A real MCP server that runs. */
export interface McpServerProcess {
  /** `host:port`. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Starts the official server-everything on loopback, or on another address of this machine; `sse` is its legacy HTTP+SSE mode. */
export async function startEverything(mode: 'streamableHttp' | 'sse', host = '127.0.0.1'): Promise<McpServerProcess> {
  const port = await findFreePort();
  const main = join(dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/package.json')), 'dist/index.js');
  const preload = join(import.meta.dirname, 'loopback.mjs');
  const server = await startProcess([process.execPath, '--import', preload, main, mode], {
    env: { PORT: `${port}`, TEST_LISTEN_ADDRESS: host },
    ready: /(?:listening|running) on port/,
  });
  return { address: `${host}:${port}`, stop: server.stop };
}
