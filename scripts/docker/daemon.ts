import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../src/cli/failure.ts';
import { docker } from './docker.ts';
import { dockerFolder } from './environment.ts';

const patience = 60_000;

/** The version of the engine that answers, if any. */
export async function findServerVersion(): Promise<string | undefined> {
  const asked = await docker(['version', '--format', '{{.Server.Version}}'], 10_000);
  const version = asked.stdout.trim();
  return asked.code === 0 && version !== '' ? version : undefined;
}

/** Starts an engine that goes on when this process ends, and waits until it answers. */
export async function startDaemon(env: NodeJS.ProcessEnv, onProgress: (text: string) => void): Promise<void> {
  const log = dockerFolder('dockerd.log');
  onProgress(`starting dockerd (log: ${log})`);
  const out = openSync(log, 'a');
  // Published ports are for this machine only, unless a container says otherwise.
  const options = ['--ip', '127.0.0.1', '--data-root', dockerFolder('data'), '--pidfile', dockerFolder('dockerd.pid.lock')];
  const child = spawn('dockerd', options, { detached: true, stdio: ['ignore', out, out], env });
  const failed = new Promise<string>((resolve) => child.once('error', (error) => { resolve(error.message); }).once('exit', (code) => { resolve(`it ended with ${code ?? 'a signal'}`); }));
  const stop = new AbortController();
  const reason = await Promise.race([failed, awaitAnswer(stop.signal)]);
  stop.abort();
  if (reason !== undefined) {
    child.kill('SIGTERM');
    throw new Failure(`the Docker engine did not start: ${reason}\n${(await readFile(log, 'utf8')).split('\n').slice(-8).join('\n')}`);
  }
  await writeFile(dockerFolder('dockerd.pid'), `${child.pid ?? ''}\n`);
  child.unref();
}

/** Stops the engine that `startDaemon` started, and only that; false when there is none. */
export async function stopDaemon(): Promise<boolean> {
  const file = dockerFolder('dockerd.pid');
  const pid = existsSync(file) ? Number(await readFile(file, 'utf8')) : 0;
  await rm(file, { force: true });
  if (pid === 0 || !(await isDaemon(pid))) return false;
  process.kill(pid, 'SIGTERM');
  for (const deadline = Date.now() + patience; Date.now() < deadline; ) {
    if (!(await isDaemon(pid))) return true;
    await delay(100);
  }
  throw new Failure(`dockerd (process ${pid}) does not stop`);
}

async function awaitAnswer(signal: AbortSignal): Promise<string | undefined> {
  for (const deadline = Date.now() + patience; Date.now() < deadline && !signal.aborted; ) {
    if ((await findServerVersion()) !== undefined) return undefined;
    await delay(100);
  }
  return `it does not answer within ${patience / 1000} s`;
}

/** Whether the process is still what was started: numbers of processes come again. */
async function isDaemon(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes('dockerd') && command.includes(dockerFolder('data'));
}
