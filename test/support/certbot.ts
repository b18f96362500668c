import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { issue, type Certificate } from './certificates.ts';

/** Renews a certificate as certbot does: `live/` holds links, which move to the next version in `archive/`. */
export async function renew(folder: string, authority: Certificate, version: number): Promise<void> {
  for (const name of ['archive', 'live']) await mkdir(join(folder, name), { recursive: true });
  const files = { cert: join(folder, `archive/fullchain${version}.pem`), key: join(folder, `archive/privkey${version}.pem`) };
  await issue(authority, files, `/CN=version ${version}`);
  await relink(join(folder, 'live/fullchain.pem'), files.cert);
  await relink(join(folder, 'live/privkey.pem'), files.key);
}

/** Moves a link in one step, so that nobody finds none. */
export async function relink(link: string, target: string): Promise<void> {
  await symlink(target, `${link}.new`);
  await rename(`${link}.new`, link);
}
