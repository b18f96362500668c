import { chmod, copyFile, cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../folders.ts';

/**
 * Makes a folder with the shipped includes, the bundle and the compiled policy, ready for an nginx.conf. It is in the
 * system's temporary folder because workers, who may be another user, must reach it and this package may lie where they cannot.
 */
export async function makeRunFolder(policyConf: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-'));
  const root = packageRoot();
  await cp(join(root, 'nginx/portcullis'), join(folder, 'portcullis'), { recursive: true });
  for (const bundle of ['portcullis.js', 'identity.js']) await copyFile(join(root, 'dist', bundle), join(folder, 'portcullis', bundle));
  await writeFile(join(folder, 'portcullis/policy.conf'), policyConf);
  // Passable, not readable: logs are for who started the gateway.
  await chmod(folder, 0o711);
  return folder;
}

/** The unprivileged user and group of this system's workers, when started as root: nginx takes names only. */
export async function findWorkerUser(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  return /^nogroup:/m.test(groups) ? 'nobody nogroup' : 'nobody nobody';
}
