import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { build } from 'esbuild';
import { inject } from 'vitest';
import { renderMaps } from '../../src/core/maps.ts';
import { findFreePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { useRunning } from './suite.ts';

/** An nginx that has the maps by which PCRE looks at texts and bodies, and handlers of a test that ask them. */
interface MapsNginx {
  /** Sends a body to the handler of this name and reads its answer, which is JSON. */
  readonly ask: (handler: string, body: Uint8Array | string, query?: string) => Promise<unknown>;
  /** All that nginx said. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/**
 * Starts such an nginx for the tests of this file.
 * @param handlers name and source of each: functions of `r`, in a module that begins with `head` and may import sources by `root`
 * @param more maps beside the project's own
 */
export function useMapsNginx(handlers: Readonly<Record<string, string>>, { head = () => '', more = '' }: { readonly head?: (root: string) => string; readonly more?: string } = {}): () => MapsNginx {
  return useRunning(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portcullis-maps-'));
    const port = await findFreePort();
    const { jsModule, nginx } = inject('nginx');
    const names = Object.keys(handlers);
    const contents = `${head(root)}\n${names.map((name) => `async function ${name}(r) {\n${handlers[name]}\n}`).join('\n')}\nexport default { ${names.join(', ')} };`;
    await build({ stdin: { contents, resolveDir: folder, loader: 'ts' }, bundle: true, platform: 'neutral', external: ['crypto'], format: 'esm', target: 'es2023', outfile: join(folder, 'look.js'), logLevel: 'error' });
    await writeFile(join(folder, 'maps.conf'), `${renderMaps()}\n${more}\n`);
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
    const locations = names.map((name) => `location /${name} { js_content look.${name}; }`).join(' ');
    await writeFile(
      join(folder, 'nginx.conf'),
      `${jsModule === undefined ? '' : `load_module ${jsModule};`}
       daemon off; pcre_jit on; pid ${folder}/pid; error_log stderr notice; events {}
       http { access_log off; ${temp} js_engine qjs; js_path ${folder}; js_import look from look.js; js_var $portcullis_text; js_var $portcullis_id;
       include ${folder}/maps.conf; client_body_buffer_size 64m; client_max_body_size 64m; variables_hash_max_size 2048; keepalive_requests 1000000;
       server { listen 127.0.0.1:${port}; ${locations} } }`,
    );
    const running = await startProcess([...nginx, '-p', folder, '-c', join(folder, 'nginx.conf')], { ready: /start worker process/ });
    // Each connection of its own would hold a port for a minute after: some tests ask ten thousand times.
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    const send = (path: string, body: Uint8Array | string): Promise<readonly [status: number | undefined, text: string]> =>
      new Promise((answered, failed) => {
        request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers: { 'Content-Length': Buffer.byteLength(body) } }, (answer) => {
          buffer(answer).then((bytes) => { answered([answer.statusCode, bytes.toString()]); }, failed);
        }).on('error', failed).end(body);
      });
    return {
      ask: async (handler, body, query = '') => {
        const [status, text] = await send(`/${handler}${query}`, body);
        if (status !== 200) throw new Error(`${handler} answered ${status}: ${running.said()}`);
        return JSON.parse(text) as unknown;
      },
      said: () => running.said(),
      stop: async () => {
        agent.destroy();
        await running.stop();
        await rm(folder, { recursive: true });
      },
    };
  });
}
