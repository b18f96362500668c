import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '../run.ts';
import { explainTooOld } from './version.ts';

/** What asking an nginx found: its versions and module, or why it will not do. */
export type Probe =
  | { readonly ok: true; readonly version: string; readonly njsVersion: string; readonly jsModule: string | undefined }
  | { readonly ok: false; readonly reason: string };

/** Asks an nginx (argv prefix) for its version and, by running a one-line script in it, for that of njs and its engine. */
export async function probeNginx(nginx: readonly string[], module?: string): Promise<Probe> {
  const said = await run([...nginx, '-V'], { timeout: 10_000 });
  const version = /nginx version: [^/\s]+\/([\d.]+)/.exec(said.stderr)?.[1];
  if (version === undefined) return { ok: false, reason: `${nginx.join(' ')} does not run as an nginx: ${firstLine(said.stderr)}` };
  const jsModule = module ?? findModule(said.stderr);
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-probe-'));
  try {
    const njsVersion = await askNjsVersion(nginx, jsModule, folder);
    if (typeof njsVersion !== 'string') return { ok: false, reason: `nginx ${version} cannot run njs with QuickJS: ${njsVersion.reason}` };
    const tooOld = explainTooOld(version, njsVersion);
    return tooOld === undefined ? { ok: true, version, njsVersion, jsModule } : { ok: false, reason: tooOld };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function findModule(configureArguments: string): string | undefined {
  const modules = /--modules-path=(\S+)/.exec(configureArguments)?.[1];
  const prefix = /--prefix=(\S+)/.exec(configureArguments)?.[1] ?? '/usr/local/nginx';
  const folder = modules === undefined ? join(prefix, 'modules') : isAbsolute(modules) ? modules : join(prefix, modules);
  return [folder, '/usr/lib/nginx/modules', '/usr/lib64/nginx/modules']
    .map((path) => join(path, 'ngx_http_js_module.so'))
    .find((path) => existsSync(path));
}

async function askNjsVersion(nginx: readonly string[], jsModule: string | undefined, folder: string): Promise<string | { readonly reason: string }> {
  const socket = join(folder, 's');
  await writeFile(join(folder, 'probe.js'), "export default { say: (r) => r.return(200, `${njs.version} ${njs.engine}`) };\n");
  await writeFile(join(folder, 'nginx.conf'), probeConf(jsModule, folder));
  const argv = [...nginx, '-e', 'stderr', '-p', `${folder}/`, '-c', join(folder, 'nginx.conf')];
  const child = spawn(argv[0] ?? '', argv.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  child.on('error', (error) => (complaint += error.message));
  const answer = await ask(child, socket);
  await end(child);
  if (answer === undefined) return { reason: firstLine(complaint.replace(/^nginx: /, '')) };
  const [version = '', engine = ''] = answer.split(' ');
  return engine === 'QuickJS' ? version : { reason: `its engine is ${engine}` };
}

function probeConf(jsModule: string | undefined, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${JSON.stringify(join(folder, name))};`);
  return `${jsModule === undefined ? '' : `load_module ${JSON.stringify(jsModule)};\n`}daemon off; master_process off; pid probe.pid;
events { worker_connections 16; }
http {
  access_log off; ${temporary.join(' ')}
  js_engine qjs; js_import main from probe.js;
  server { listen ${JSON.stringify(`unix:${join(folder, 's')}`)}; location / { js_content main.say; } }
}
`;
}

async function ask(child: ChildProcess, socketPath: string): Promise<string | undefined> {
  for (const deadline = Date.now() + 10_000; child.exitCode === null && child.pid !== undefined && Date.now() < deadline; ) {
    const answer = await get(socketPath);
    if (answer !== undefined) return answer;
    await delay(10);
  }
  return undefined;
}

function get(socketPath: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sent = request({ socketPath, path: '/', agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => { resolve(response.statusCode === 200 ? body : undefined); });
    });
    sent.on('error', () => { resolve(undefined); });
    sent.end();
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
