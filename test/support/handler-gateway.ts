import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inject } from 'vitest';
import { packageFolder } from './bundle.ts';
import { findFreePort } from './free-port.ts';
import { renderMain, renderTempPaths } from './gateway-conf.ts';
import { startProcess } from './process.ts';

/** An nginx that runs handlers of a test's own around parts of the gateway. */
export interface HandlerGateway {
  /** Posts a question as JSON to a path, and gives the answer back. */
  readonly ask: (path: string, question: unknown) => Promise<unknown>;
  readonly folder: string;
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

export interface HandlerOptions {
  /** A module; imports are relative to the package. */
  readonly source: string;
  /** Of nginx's configuration: before http{}, in it, and in its only server. */
  readonly main?: string;
  readonly http?: string;
  readonly server: string;
  readonly workers?: number;
}

/** Starts it; the module is `handlers` in the configuration. */
export async function startHandlers({ source, main = '', http = '', server, workers = 1 }: HandlerOptions): Promise<HandlerGateway> {
  const folder = await mkdtemp(join(inject('runFolder'), 'handlers-'));
  await mkdir(join(folder, 'temp'));
  const external = ['buffer', 'crypto', 'fs', 'querystring', 'xml', 'zlib'];
  await build({ stdin: { contents: source, resolveDir: packageFolder, loader: 'ts' }, bundle: true, format: 'esm', platform: 'neutral', target: 'es2023', external, outfile: join(folder, 'handlers.js'), logLevel: 'error' });
  const port = await findFreePort();
  await writeFile(join(folder, 'nginx.conf'), `${renderMain(inject('nginx'), workers)}
${main}
http {
  access_log off; ${renderTempPaths()}
  js_engine qjs; js_path ${folder}; js_import handlers from handlers.js;
  ${http}
  server {
    listen 127.0.0.1:${port} reuseport;
    ${server}
  }
}
`);
  const nginx = await startProcess([...inject('nginx').nginx, '-e', 'stderr', '-p', `${folder}/`, '-c', 'nginx.conf'], { ready: /start worker process \d/ });
  return {
    ask: async (path, question) => {
      const reply = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(question), headers: { connection: 'close' } });
      if (reply.status !== 200) throw new Error(`${reply.status}: ${nginx.said()}`);
      return reply.json();
    },
    folder,
    said: nginx.said,
    stop: async () => {
      await nginx.stop();
      if (nginx.said().includes('exited on signal')) throw new Error(nginx.said());
    },
  };
}
