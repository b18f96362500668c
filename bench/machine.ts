import { cpus, loadavg, release } from 'node:os';
import type { NginxInstall } from '../src/cli/nginx/install.ts';

/** What the numbers were taken on. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly kernel: string;
  readonly nginx: string;
  readonly njs: string;
  readonly node: string;
  /** Work that was already there: above about 0.3 the numbers are noisier. */
  readonly loadBefore: number;
}

/** Describes this machine and the nginx measured. */
export function describeMachine(install: NginxInstall): Machine {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model ?? 'unknown',
    kernel: release(),
    nginx: install.version,
    njs: install.njsVersion,
    node: process.versions.node,
    loadBefore: loadavg()[0] ?? NaN,
  };
}

/** Says it in two lines. */
export function renderMachine(machine: Machine): string {
  const { cores, processor, kernel, nginx, njs, node, loadBefore } = machine;
  return `nginx ${nginx}, njs ${njs} (QuickJS), one worker; Node ${node} makes the load\n${cores} cores, ${processor}, Linux ${kernel}; load ${loadBefore.toFixed(2)} before`;
}
