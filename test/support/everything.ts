import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startProcess } from './process.ts';

/** A real MCP server that runs. */
export interface McpServerProcess {
  /** `host:port`. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Where a server runs: on an address of this machine, or on a port of a network of its own. */
export type Place = string | { readonly port: number; /** Put before its argv. */ readonly onNetwork: readonly string[] };

/** A port the system chose: one that is free now may not be so when the server takes it, and it says it listens all the same. */
const boundTo = /bound to port (\d+)/;

/** Starts the official server-everything, by default on loopback; `sse` is its legacy HTTP+SSE mode. */
export async function startEverything(mode: 'streamableHttp' | 'sse', place: Place = '127.0.0.1'): Promise<McpServerProcess> {
  const { host, port, onNetwork } = typeof place === 'string' ? { host: place, port: 0, onNetwork: [] } : { host: '127.0.0.1', ...place };
  const main = join(dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/package.json')), 'dist/index.js');
  const preload = join(import.meta.dirname, 'loopback.mjs');
  const server = await startProcess([...onNetwork, process.execPath, '--import', preload, main, mode], {
    env: { PORT: `${port}`, TEST_LISTEN_ADDRESS: host },
    ready: boundTo,
  });
  return { address: `${host}:${boundTo.exec(server.said())?.[1] ?? ''}`, stop: server.stop };
}
