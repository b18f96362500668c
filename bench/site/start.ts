import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { NginxInstall } from '../../src/cli/nginx/install.ts';
import { Failure } from '../../src/cli/failure.ts';
import { findChildren } from '../proc.ts';
import { renderConf, type Site } from './conf.ts';
import { findFreePort } from './free-port.ts';

/** A site with a running nginx. */
export interface RunningSite {
  readonly name: string;
  readonly port: number;
  /** Process id of its only worker. */
  readonly worker: number;
  /** Empties the access logs, so that a long run does not fill the disk. */
  readonly dropLogs: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Writes a site into `folder` and starts an nginx of its own for it. */
export async function startSite(site: Site, install: NginxInstall, folder: string): Promise<RunningSite> {
  const port = await findFreePort();
  for (const [name, text] of Object.entries({ ...site.files, 'nginx.conf': renderConf(site, port, install.jsModule) })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await mkdir(join(folder, 'temp'), { recursive: true });
  const [program, ...args] = [...install.nginx, '-e', join(folder, 'error.log'), '-p', `${folder}/`, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'];
  const master = spawn(program, args, { stdio: 'ignore' });
  master.on('error', () => undefined);
  const worker = await waitForWorker(master, port);
  if (worker === undefined) {
    await stop(master);
    const log = await readFile(join(folder, 'error.log'), 'utf8').catch(() => '');
    throw new Failure(`nginx (${site.name}) does not start: ${log.trim().split('\n').at(-1) ?? ''}`);
  }
  const logs = ['access.log', 'mcp.log'].map((name) => join(folder, name));
  return {
    name: site.name,
    port,
    worker,
    dropLogs: async () => {
      for (const log of logs) await truncate(log).catch(() => undefined);
    },
    stop: () => stop(master),
  };
}

async function waitForWorker(master: ChildProcess, port: number): Promise<number | undefined> {
  const deadline = Date.now() + 20_000;
  while (master.pid !== undefined && isRunning(master) && Date.now() < deadline) {
    const [worker] = findChildren(master.pid);
    if (worker !== undefined && (await accepts(port))) return worker;
    await delay(5);
  }
  return undefined;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => { resolve(false); });
  });
}

async function stop(master: ChildProcess): Promise<void> {
  if (master.pid === undefined || !isRunning(master)) return;
  const ended = once(master, 'exit');
  master.kill('SIGTERM');
  await ended;
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
