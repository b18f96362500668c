import { Failure, describeError } from '../failure.ts';
import { findProgram, isExecutable } from '../folders.ts';
import { adviseInstall } from './advice.ts';
import type { NginxInstall } from './install.ts';
import { providePrivateCopy } from './private-copy.ts';
import { probeNginx } from './probe.ts';
import { needed } from './version.ts';

export type { NginxInstall } from './install.ts';

/** What to look for and whom to tell about long steps. */
export interface ProvideOptions {
  /** An nginx program the user named; it must do, nothing else is tried. */
  readonly path?: string | undefined;
  readonly onProgress?: (text: string) => void;
}

/** Finds an nginx new enough to run the gateway, or makes a private copy; fails with what to install. */
export async function provideNginx(options: ProvideOptions = {}): Promise<NginxInstall> {
  const { path, onProgress = () => undefined } = options;
  // 1. The one the user names.
  if (path !== undefined) return openNamed(path, '--nginx');
  const variable = process.env['PORTCULLIS_NGINX'];
  if (variable !== undefined && variable !== '') return openNamed(variable, '$PORTCULLIS_NGINX');
  // 2. The machine's own.
  const installed = findProgram('nginx');
  let unfit: string | undefined;
  if (installed !== undefined) {
    const found = await open(installed, `${installed}, found on PATH`);
    if (typeof found !== 'string') return found;
    unfit = `${installed} will not do: ${found}`;
    onProgress(unfit);
  }
  // 3. A private copy.
  try {
    return await providePrivateCopy(onProgress);
  } catch (error) {
    const tried = [...(unfit === undefined ? [] : [unfit]), `no private copy: ${describeError(error)}`];
    throw new Failure([`no nginx >= ${needed.nginx} with njs >= ${needed.njs} (QuickJS) here.`, ...tried, adviseInstall()].join('\n  '));
  }
}

async function openNamed(path: string, named: string): Promise<NginxInstall> {
  if (!isExecutable(path)) throw new Failure(`${named}: ${path} is not a program that can be run`);
  const found = await open(path, `${path}, from ${named}`);
  if (typeof found === 'string') throw new Failure(`${named}: ${path} will not do: ${found}`);
  return found;
}

async function open(path: string, origin: string): Promise<NginxInstall | string> {
  const probe = await probeNginx([path]);
  if (!probe.ok) return probe.reason;
  const njs = findProgram('njs');
  const qjs = findProgram('qjs');
  return {
    nginx: [path],
    ...(njs === undefined ? {} : { njs: [njs] }),
    ...(qjs === undefined ? {} : { qjs: [qjs] }),
    jsModule: probe.jsModule,
    version: probe.version,
    njsVersion: probe.njsVersion,
    origin,
  };
}
