import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import type { NginxInstall } from '../nginx/install.ts';
import { run } from '../run.ts';
import { awaitListening } from './await-port.ts';
import { startChild, type Child } from './child.ts';
import { placeCertificate } from './certificate.ts';
import { renderNginxConf, type NginxConf, type ServerConf } from './nginx-conf.ts';
import type { StartOptions } from './options.ts';
import { findWorkerUser, makeRunFolder } from './run-folder.ts';

/** A running gateway: its nginx and the folder it runs in. */
export interface Gateway {
  readonly child: Child;
  readonly accessLog: string;
  readonly errorLog: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Whom the gateway asks beside the server. */
export type Outside = Pick<NginxConf, 'fetches' | 'keyHeader' | 'resolver' | 'decisionPoint'>;

/** Starts nginx with the policy in front of one server, after nginx itself has checked the configuration. */
export async function startGateway(install: NginxInstall, options: StartOptions, policyConf: string, server: ServerConf, outside: Outside): Promise<Gateway> {
  const folder = await makeRunFolder(policyConf);
  try {
    const argv = await configure(folder, install, options, server, outside);
    const child = startChild(argv);
    const stop = async (): Promise<void> => {
      await child.end('SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    };
    try {
      await awaitListening(options.listen, child, 'nginx');
    } catch (error) {
      await stop();
      throw error;
    }
    return { child, accessLog: join(folder, 'access.log'), errorLog: () => readFile(join(folder, 'error.log'), 'utf8').catch(() => ''), stop };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function configure(folder: string, install: NginxInstall, options: StartOptions, server: ServerConf, outside: Outside): Promise<readonly string[]> {
  const { listen, workers } = options;
  const conf = renderNginxConf({
    listen: `${listen.host}:${listen.port}`,
    tls: options.tls ? await placeCertificate(folder, options.certificate, listen.host) : undefined,
    servers: [server],
    workers,
    runDir: folder,
    jsModule: install.jsModule,
    user: await findWorkerUser(),
    ...outside,
  });
  const file = join(folder, 'nginx.conf');
  await writeFile(file, conf);
  const argv = [...install.nginx, '-e', 'stderr', '-p', `${folder}/`, '-c', file];
  const test = await run([...argv, '-q', '-t']);
  if (test.code !== 0) throw new Failure(`nginx does not accept the configuration: ${test.stderr.trim()}`);
  return argv;
}
