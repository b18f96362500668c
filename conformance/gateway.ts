import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, describeError } from '../src/cli/failure.ts';
import type { NginxInstall } from '../src/cli/nginx/install.ts';
import { awaitListening, findFreePort } from '../src/cli/start/await-port.ts';
import { startChild } from '../src/cli/start/child.ts';
import { renderNginxConf } from '../src/cli/start/nginx-conf.ts';
import { findWorkerUser, makeRunFolder } from '../src/cli/start/run-folder.ts';
import { compilePolicy } from '../src/compiler/compile.ts';
import { renderBalancer } from './balancer.ts';

/** A gateway before the fixture, with a load balancer before it. */
export interface Gateway {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts nginx with the built bundle and this policy in front of the fixture at `host:port`. */
export async function startGateway(install: NginxInstall, policy: string, fixture: string): Promise<Gateway> {
  const folder = await makeRunFolder(await compile(policy));
  const [outer, inner] = [await findFreePort(), await findFreePort()];
  const conf = renderNginxConf({
    listen: `127.0.0.1:${inner}`,
    servers: [{ name: 'fixture', upstreamName: 'fixture', upstreamUrl: new URL(`http://${fixture}`), paths: ['/mcp'] }],
    workers: 1,
    runDir: folder,
    jsModule: install.jsModule,
    user: await findWorkerUser(),
    extraHttp: renderBalancer(outer, inner),
  });
  await writeFile(join(folder, 'nginx.conf'), conf);
  const child = startChild([...install.nginx, '-e', 'stderr', '-p', `${folder}/`, '-c', join(folder, 'nginx.conf')]);
  const stop = async (): Promise<void> => {
    await child.end('SIGQUIT');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await awaitListening({ host: '127.0.0.1', port: outer }, child, 'nginx');
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${outer}/mcp`, stop };
}

async function compile(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Failure(`cannot read the policy: ${describeError(error)}`);
  });
  const { conf, problems } = compilePolicy(text, path);
  if (conf === undefined) throw new Failure(`the policy has errors: see \`portcullis check ${path}\`\n${problems.map(({ line, message }) => `  ${path}:${line}: ${message}`).join('\n')}`);
  return conf;
}
