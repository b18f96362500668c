import { cp, copyFile, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { inject } from 'vitest';
import { compilePolicy } from '../../src/compiler/compile.ts';
import { renderMaps } from '../../src/core/maps.ts';
import { DecisionLog, type Decision } from './access-log.ts';
import { buildBundleInto } from '../../scripts/build-bundle.ts';
import { buildBundle, packageFolder } from './bundle.ts';
import { findFreePort } from './free-port.ts';
import { renderGatewayConf, type Upstream } from './gateway-conf.ts';
import { startProcess } from './process.ts';
import { kept } from './run.ts';

/** A real nginx with the bundle in it. */
export interface Gateway {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /** Of nginx's master. */
  readonly pid: number;
  /** The folder of its configuration. */
  readonly folder: string;
  /** The decision on the request with this `$request_id`, as soon as it is logged. */
  readonly decision: (requestId: string) => Promise<Decision>;
  /** The newest decision that fits, as soon as there is one. */
  readonly awaitDecision: (fits: (decision: Decision) => boolean) => Promise<Decision>;
  /** Every decision logged so far. */
  readonly decisions: () => Promise<Decision[]>;
  readonly errorLog: () => string;
  /** Settles once what nginx says from now on matches. */
  readonly hears: (pattern: RegExp) => Promise<void>;
  /** Reloads nginx as `nginx -s reload` does; settles when it has said what matches. */
  readonly reload: (said: RegExp) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The file of keys that a policy names, whatever it is called; or several, by name. */
export type KeyFiles = string | Readonly<Record<string, string>>;

export interface GatewayOptions {
  /** YAML. */
  readonly policy: string;
  /** The text of its lock file. */
  readonly lock?: string;
  /** The text of its file of keys, be they API keys or those of an issuer; or of several, by name. */
  readonly keys?: KeyFiles;
  readonly upstreams: readonly Upstream[];
  /** Path of another bundle than the one built from the sources. */
  readonly bundle?: string;
  readonly extraHttp?: string;
  readonly extraServer?: string;
  readonly extraLocation?: string;
  /** Changes the compiled policy.conf, for what no policy can say. */
  readonly editPolicyConf?: (conf: string) => string;
  /** Changes the shipped location.conf, for limits too wide or times too long to wait for. */
  readonly editLocationConf?: (conf: string) => string;
  /** Changes the shipped identity.conf, such as to one that is not included. */
  readonly editIdentityConf?: (conf: string) => string;
  /** Changes the shipped http.conf, for zones too large to fill. */
  readonly editHttpConf?: (conf: string) => string;
  /** Changes the shipped server.conf, for what a drop-in leaves out. */
  readonly editServerConf?: (conf: string) => string;
  readonly workers?: number;
  /** Of nginx, beside that of the tests. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts nginx on a free port of 127.0.0.1 with this policy in front of these servers. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { extraHttp = '', extraServer = '', extraLocation = '', upstreams } = options;
  const folder = await prepareFolder(policyConf(options), options.bundle);
  if (options.editLocationConf !== undefined) await editFile(join(folder, 'portcullis/location.conf'), options.editLocationConf);
  if (options.editHttpConf !== undefined) await editFile(join(folder, 'portcullis/http.conf'), options.editHttpConf);
  if (options.editIdentityConf !== undefined) await editFile(join(folder, 'portcullis/identity.conf'), options.editIdentityConf);
  if (options.editServerConf !== undefined) await editFile(join(folder, 'portcullis/server.conf'), options.editServerConf);
  const port = await findFreePort();
  const conf = renderGatewayConf({ listen: `127.0.0.1:${port}`, upstreams, extraHttp, extraServer, extraLocation, workers: options.workers ?? 1 }, inject('nginx'));
  await writeFile(join(folder, 'nginx.conf'), conf);
  return runGateway(folder, port, options.env);
}

/** Starts nginx in a folder that holds nginx.conf and what it includes. */
export async function runGateway(folder: string, port: number, env: NodeJS.ProcessEnv = {}): Promise<Gateway> {
  const nginx = await startProcess([...inject('nginx').nginx, '-e', 'stderr', '-p', `${folder}/`, '-c', 'nginx.conf'], { env, ready: /start worker process \d/ });
  const path = join(folder, 'access.log');
  const log = new DecisionLog(path);
  const keep = join(inject('runFolder'), kept.logs, basename(folder));
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: nginx.child.pid ?? 0,
    folder,
    decision: (requestId) => log.find((decision) => decision.request_id === requestId),
    awaitDecision: (fits) => log.find(fits),
    decisions: () => log.all(),
    errorLog: nginx.said,
    hears: nginx.hears,
    reload: async (said) => {
      const heard = nginx.hears(said);
      nginx.child.kill('SIGHUP');
      await heard;
    },
    stop: async () => {
      await nginx.stop();
      log.close();
      await copyFile(path, `${keep}.access.log`);
      await writeFile(`${keep}.error.log`, nginx.said());
    },
  };
}

/** Makes a folder with the shipped includes, the compiled policy and the bundle, ready for an nginx.conf. */
export async function prepareFolder(policy: string, bundle?: string): Promise<string> {
  const folder = await mkdtemp(join(inject('runFolder'), 'gateway-'));
  await mkdir(join(folder, 'temp'));
  await cp(join(packageFolder, 'nginx/portcullis'), join(folder, 'portcullis'), { recursive: true });
  await writeFile(join(folder, 'portcullis/triggers.conf'), renderMaps());
  await writeFile(join(folder, 'portcullis/policy.conf'), policy);
  await copyFile(bundle ?? (await buildBundle()), join(folder, 'portcullis/portcullis.js'));
  await buildBundleInto(join(folder, 'portcullis/identity.js'), packageFolder, [], 'src/identity.ts');
  return folder;
}

/** Rewrites a file; an edit that changes nothing is a test that tests nothing. */
export async function editFile(path: string, edit: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const edited = edit(text);
  if (edited === text) throw new Error(`nothing to edit in ${path}`);
  await writeFile(path, edited);
}

/** The policy.conf of a policy that must compile. */
export function compileSound(policy: string, lock?: string, keys?: KeyFiles): string {
  const { conf, problems } = compilePolicy(policy, 'policy.yaml', {
    lock: lock === undefined ? undefined : { text: lock, file: 'portcullis.lock.json' },
    ...(keys !== undefined && { read: (path) => (typeof keys === 'string' ? keys : (keys[path] ?? noFile(path))) }),
  });
  if (conf === undefined) throw new Error(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
  return conf;
}

function noFile(path: string): never {
  throw new Error(`no ${path}`);
}

function policyConf({ policy, lock, keys, editPolicyConf = (conf) => conf }: GatewayOptions): string {
  return editPolicyConf(compileSound(policy, lock, keys));
}
