// Whether the container lane can run: an engine that answers is used; otherwise one is made, and stopped afterwards.
import { spawnSync } from 'node:child_process';

const engine = (command, stdio) => spawnSync(process.execPath, ['scripts/docker/engine.mjs', command], { stdio, encoding: 'utf8' });

/** Makes containers possible; `reason` says why they are not. Call `stop` when done. */
export function provideContainers() {
  const wasRunning = engine('status', 'ignore').status === 0;
  const stop = () => wasRunning || engine('down', ['ignore', 'ignore', 'inherit']);
  const { status, stderr } = engine('up', ['ignore', 'inherit', 'pipe']);
  process.stderr.write(stderr);
  if (status === 0) return { stop };
  stop();
  return { stop, reason: stderr.trim().split('\n').findLast((line) => line.startsWith('portcullis: ')) ?? 'the Docker engine could not be started' };
}
