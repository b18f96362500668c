import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/cli/folders.ts';
import type { NginxInstall } from '../../src/cli/nginx/install.ts';
import { awaitListening, findFreePort } from '../../src/cli/start/await-port.ts';
import { startChild } from '../../src/cli/start/child.ts';
import { renderNginxConf } from '../../src/cli/start/nginx-conf.ts';
import { findWorkerUser, makeRunFolder } from '../../src/cli/start/run-folder.ts';
import { compilePolicy } from '../../src/compiler/compile.ts';
import { renderMaps } from '../../src/core/maps.ts';
import { buildBundleInto } from '../../scripts/build-bundle.ts';
import { policy, server } from './policy.ts';

/** A running gateway of the sources as they are. */
export interface Gateway {
  readonly port: number;
  /** Ends nginx and returns all it logged. */
  readonly stop: () => Promise<string>;
}

export interface GatewayParts {
  readonly install: NginxInstall;
  readonly upstream: URL;
  /** nginx's maps of patterns, where not those of the sources. */
  readonly maps?: string | undefined;
}

/** Starts nginx with the bundle and the maps made from the sources: what was built before may be older than what is measured. */
export async function startGateway({ install, upstream, maps = renderMaps() }: GatewayParts): Promise<Gateway> {
  const { conf, problems } = compilePolicy(policy, 'policy.yaml');
  if (conf === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  const folder = await makeRunFolder(conf);
  const removeFolder = (): void => { rmSync(folder, { recursive: true, force: true }); };
  // Also when we are interrupted.
  process.once('exit', removeFolder);
  const clean = (): void => {
    process.removeListener('exit', removeFolder);
    removeFolder();
  };
  try {
    await buildBundleInto(join(folder, 'portcullis/portcullis.js'), packageRoot());
    await writeFile(join(folder, 'portcullis/triggers.conf'), maps);
    const port = await findFreePort();
    await writeFile(join(folder, 'nginx.conf'), await renderConf(folder, port, install, upstream));
    const child = startChild([...install.nginx, '-e', 'stderr', '-p', `${folder}/`, '-c', join(folder, 'nginx.conf')]);
    const stop = async (): Promise<string> => {
      await child.end('SIGQUIT');
      const log = await readFile(join(folder, 'access.log'), 'utf8').catch(() => '');
      clean();
      return log;
    };
    try {
      await awaitListening({ host: '127.0.0.1', port }, child, 'nginx');
    } catch (error) {
      await stop();
      throw error;
    }
    return { port, stop };
  } catch (error) {
    clean();
    throw error;
  }
}

async function renderConf(runDir: string, port: number, { jsModule }: NginxInstall, upstreamUrl: URL): Promise<string> {
  const servers = [{ name: server.name, upstreamName: server.upstream, upstreamUrl, paths: [server.path] }];
  return renderNginxConf({ listen: `127.0.0.1:${port}`, servers, workers: 1, runDir, jsModule, user: await findWorkerUser() });
}
