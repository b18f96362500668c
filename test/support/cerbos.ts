import { createRequire } from 'node:module';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { findFreePorts } from './free-port.ts';
import { startProcess } from './process.ts';

/** A real Cerbos that runs. */
export interface Cerbos {
  /** `host:port` of its HTTP side. */
  readonly address: string;
  /** How many evaluations it was asked for. */
  readonly asked: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts Cerbos with a configuration like the example's and this one policy; the binary is an npm package of its own for each platform. */
export async function startCerbos(configuration: string, policy: string): Promise<Cerbos> {
  const binary = createRequire(createRequire(import.meta.url).resolve('cerbos/package.json')).resolve(`@cerbos/cerbos-${process.platform}-${process.arch}`);
  const folder = await mkdtemp(join(inject('runFolder'), 'cerbos-'));
  await mkdir(join(folder, 'policies'));
  await writeFile(join(folder, 'policies/tools.yaml'), policy);
  const [http = 0, grpc = 0] = await findFreePorts(2);
  const settled = configuration.replace('127.0.0.1:3592', `127.0.0.1:${http}`).replace('127.0.0.1:3593', `127.0.0.1:${grpc}`).replace('/etc/cerbos/policies', join(folder, 'policies'));
  await writeFile(join(folder, 'cerbos.yaml'), settled);
  // It speaks on stdout.
  const cerbos = await startProcess(['sh', '-c', 'exec "$0" "$@" >&2', binary, 'server', `--config=${join(folder, 'cerbos.yaml')}`], { ready: /Starting HTTP server/ });
  const address = `127.0.0.1:${http}`;
  await vi.waitFor(async () => {
    if (!(await fetch(`http://${address}/_cerbos/health`)).ok) throw new Error('not ready');
  }, { timeout: 10_000 });
  return { address, asked: () => new Set([...cerbos.said().matchAll(/"grpc\.method":"AccessEvaluation".*?"call_id":"(\w+)"/g)].map(([, id]) => id)).size, stop: cerbos.stop };
}

