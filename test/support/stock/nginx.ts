import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { inject } from 'vitest';
import { compileSound } from '../gateway.ts';
import { kept } from '../run.ts';
import { unpackArchive } from './archive.ts';
import { openNamespace, type Namespace } from './namespace.ts';
import { layOutStock } from './root.ts';
import { awaitNewWorkers, findWorkers } from './workers.ts';

/** Debian's nginx with the release archive unpacked into its /etc/nginx. */
export interface StockNginx {
  /** The folder that is `/` for it. */
  readonly root: string;
  /** Where Debian's files lie unchanged. */
  readonly system: string;
  readonly namespace: Namespace;
  /** `nginx -t`: what it said. */
  readonly check: () => Promise<string>;
  /** `nginx`: starts it as a daemon; fails with what it said. */
  readonly start: () => Promise<void>;
  /** `nginx -s SIGNAL`. */
  readonly signal: (name: 'reload' | 'reopen' | 'quit') => Promise<void>;
  /** `nginx -s reload`, until the new workers serve. */
  readonly reload: () => Promise<void>;
  readonly errorLog: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Texts of files, by their path on that machine. */
export type Files = Readonly<Record<string, string>>;

/** Sets up a stock nginx and the archive with this policy (YAML); `write` says which further files to lay there. */
export async function setUpStock(policy: string, write: (stock: (path: string) => Promise<string>) => Promise<Files>): Promise<StockNginx> {
  const { folder: root, system } = await layOutStock();
  await unpackArchive(join(root, 'etc/nginx'));
  await writeFile(join(root, 'etc/nginx/portcullis/policy.conf'), compileSound(policy));
  const files = await write((path) => readFile(join(system, path), 'utf8'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const namespace = await openNamespace(root, system);
  const nginx = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await namespace.run('/usr/sbin/nginx', ...args);
    if (code !== 0) throw new Error(`nginx ${args.join(' ')} ended with ${code}:\n${stderr}`);
    return stdout + stderr;
  };
  return {
    root,
    system,
    namespace,
    check: () => nginx('-t'),
    start: async () => { await nginx(); },
    signal: async (name) => { await nginx('-s', name); },
    reload: async () => {
      const before = await findWorkers(namespace.pid);
      await nginx('-s', 'reload');
      await awaitNewWorkers(namespace.pid, before);
    },
    errorLog: async () => withoutGroups(await readFile(join(root, 'var/log/nginx/error.log'), 'utf8')),
    stop: async () => {
      await namespace.stop();
      await keepLogs(root);
    },
  };
}

/** Debian's default site, its text unchanged but for these lines at the top of its server{}. */
export function addToDefaultSite(site: string, lines: string): string {
  const at = site.indexOf('\tlocation / {');
  if (at < 0) throw new Error('the default site has changed');
  return `${site.slice(0, at)}${lines}${site.slice(at)}`;
}

/** Outside root a worker may not take on groups; nginx says so, and goes on. */
function withoutGroups(log: string): string {
  return log.split('\n').filter((line) => !line.includes('initgroups(www-data, 0) failed')).join('\n');
}

/** Where the check for secrets at the end of a run looks. */
async function keepLogs(root: string): Promise<void> {
  const logs = join(root, 'var/log/nginx');
  for (const name of await readdir(logs)) await cp(join(logs, name), join(inject('runFolder'), kept.logs, `${basename(root)}.${name}`));
}
