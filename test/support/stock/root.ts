import { chmod, cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { cacheFolder } from '../../../src/cli/folders.ts';
import { providePrivateCopy } from '../../../src/cli/nginx/private-copy.ts';

/** A root folder that holds Debian's nginx as its packages install it, and no more. */
export interface StockRoot {
  readonly folder: string;
  /** Whose `usr` belongs there. */
  readonly system: string;
}

/** Lays out the files of Debian's packages: the programs stay where they are, the configuration is copied unchanged. */
export async function layOutStock(): Promise<StockRoot> {
  await providePrivateCopy(() => undefined);
  const system = join(cacheFolder(), 'nginx');
  const folder = await mkdtemp(join(inject('runFolder'), 'stock-'));
  for (const part of ['etc', 'var']) await cp(join(system, part), join(folder, part), { recursive: true });
  for (const empty of ['usr', 'dev', 'proc', 'run', 'tmp', 'var/www/html']) await mkdir(join(folder, empty), { recursive: true });
  for (const merged of ['lib', 'lib64']) await symlink(`usr/${merged}`, join(folder, merged));
  await chmod(folder, 0o755);
  await writeAccounts(folder);
  await doAsPackageScripts(system, folder);
  return { folder, system };
}

/** Outside root only one user exists in a namespace, so that is who www-data is there. */
async function writeAccounts(folder: string): Promise<void> {
  const id = process.getuid?.() === 0 ? 33 : 0;
  await writeFile(join(folder, 'etc/passwd'), `root:x:0:0:root:/root:/bin/sh\nwww-data:x:${id}:${id}:www-data:/var/www:/usr/sbin/nologin\n`);
  await writeFile(join(folder, 'etc/group'), `root:x:0:\nwww-data:x:${id}:\n`);
}

/** What the postinst scripts of nginx-common and libnginx-mod-http-js do on a fresh installation. */
async function doAsPackageScripts(system: string, folder: string): Promise<void> {
  await symlink('/etc/nginx/sites-available/default', join(folder, 'etc/nginx/sites-enabled/default'));
  await symlink('/usr/share/nginx/modules-available/mod-http-js.conf', join(folder, 'etc/nginx/modules-enabled/50-mod-http-js.conf'));
  await cp(join(system, 'usr/share/nginx/html/index.html'), join(folder, 'var/www/html/index.nginx-debian.html'));
}
