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

/** Where a server runs, when not on a free port of this machine. */
export interface Place {
  readonly port: number;
  /** Put before its argv. */
  readonly onNetwork: readonly string[];
}

/** Starts the official server-everything on loopback; `sse` is its legacy HTTP+SSE mode. */
export async function startEverything(mode: 'streamableHttp' | 'sse', place?: Place): Promise<McpServerProcess> {
  const { port, onNetwork } = place ?? { port: await findFreePort(), onNetwork: [] };
  const main = join(dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/package.json')), 'dist/index.js');
  const preload = join(import.meta.dirname, 'loopback.mjs');
  const server = await startProcess([...onNetwork, process.execPath, '--import', preload, main, mode], {
    env: { PORT: `${port}` },
    ready: /(?:listening|running) on port/,
  });
  return { address: `127.0.0.1:${port}`, stop: server.stop };
}
