import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackPackages } from '../debian/private-apt.ts';
import { Failure, describeError } from '../failure.ts';
import { cacheFolder } from '../folders.ts';
import { downloadPackages } from './debian-packages.ts';
import type { NginxInstall } from './install.ts';
import { probeNginx } from './probe.ts';

const staleAfter = 60 * 60 * 1000;

/** The private copy of nginx under the cache folder, downloaded first when it is missing or broken. */
export async function providePrivateCopy(onProgress: (text: string) => void): Promise<NginxInstall> {
  const root = join(cacheFolder(), 'nginx');
  if (existsSync(root)) {
    const found = await openCopy(root);
    if (typeof found !== 'string') return found;
    onProgress(`the private nginx does not run (${found}); making it again`);
    // Moved aside first: another process must never meet a half-removed copy.
    await discard(root);
  }
  await makeCopy(root, onProgress);
  const made = await openCopy(root);
  if (typeof made !== 'string') return made;
  await discard(root);
  throw new Failure(`the downloaded nginx does not run: ${made}`);
}

/** Opens an unpacked copy: programs run through its own loader and libraries; a text says why it does not run. */
async function openCopy(root: string): Promise<NginxInstall | string> {
  const loader = await findLoader(root);
  if (loader === undefined || !existsSync(join(root, 'etc/nginx/nginx.conf'))) return 'it is incomplete';
  const start = [loader.path, '--library-path', loader.libraries];
  const nginx = [...start, join(root, 'usr/sbin/nginx')];
  const probe = await probeNginx(nginx, join(root, 'usr/lib/nginx/modules/ngx_http_js_module.so'));
  if (!probe.ok) return probe.reason;
  return {
    nginx,
    njs: [...start, join(root, 'usr/bin/njs')],
    qjs: [...start, join(root, 'usr/bin/qjs')],
    jsModule: probe.jsModule,
    version: probe.version,
    njsVersion: probe.njsVersion,
    origin: `private copy in ${root}`,
  };
}

async function findLoader(root: string): Promise<{ readonly path: string; readonly libraries: string } | undefined> {
  for (const folder of await readdir(join(root, 'usr/lib')).catch(() => [])) {
    const libraries = join(root, 'usr/lib', folder);
    const name = (await readdir(libraries).catch(() => [])).find((file) => /^ld-linux.*\.so\.\d$/.test(file));
    if (name !== undefined) return { path: join(libraries, name), libraries };
  }
  return undefined;
}

async function makeCopy(root: string, onProgress: (text: string) => void): Promise<void> {
  await removeStale();
  const work = await mkdtemp(`${root}.making-`);
  try {
    const debs = await downloadPackages(work, onProgress);
    onProgress('unpacking nginx');
    const unpacked = join(work, 'root');
    await unpackPackages(debs, unpacked);
    await rename(unpacked, root).catch((error: unknown) => {
      // Another process was faster: its copy is as good.
      if (!existsSync(root)) throw new Failure(`cannot write ${root}: ${describeError(error)}`);
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function discard(root: string): Promise<void> {
  const aside = await mkdtemp(`${root}.making-`);
  await rename(root, join(aside, 'root')).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
}

/** Removes what a process that was killed while it made a copy left behind. */
async function removeStale(): Promise<void> {
  const cache = cacheFolder();
  for (const name of await readdir(cache)) {
    if (!name.startsWith('nginx.making-')) continue;
    const made = await stat(join(cache, name)).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > staleAfter) await rm(join(cache, name), { recursive: true, force: true });
  }
}
