import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../src/cli/failure.ts';
import { cores, pinProcess } from '../cores.ts';
import type { LoadOrder, LoadReport } from './protocol.ts';

/** The load process: takes one order at a time. */
export interface Generator {
  readonly run: (order: LoadOrder) => Promise<Extract<LoadReport, { ok: true }>>;
  readonly stop: () => void;
}

/** Starts the load process; scripts/bench.mjs bundles it beside this module. */
export async function startGenerator(): Promise<Generator> {
  const child = fork(fileURLToPath(new URL('load-process.js', import.meta.url)), { serialization: 'advanced' });
  if (child.pid !== undefined) await pinProcess(child.pid, cores.others);
  return {
    run: async (order) => {
      child.send(order);
      const [report] = (await once(child, 'message')) as [LoadReport];
      if (!report.ok) throw new Failure(`the load failed: ${report.reason}`);
      return report;
    },
    stop: () => { child.kill(); },
  };
}
