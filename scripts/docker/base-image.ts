import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findDebianKeyring, findDebianMirror } from '../../src/cli/debian/mirror.ts';
import { openPrivateApt, unpackPackages } from '../../src/cli/debian/private-apt.ts';
import { Failure } from '../../src/cli/failure.ts';
import { findProgram } from '../../src/cli/folders.ts';
import { run } from '../../src/cli/run.ts';
import { docker, expectDocker } from './docker.ts';
import { dockerFolder } from './environment.ts';

const image = 'debian:forky-slim';

/** Makes sure that the default base image is there: pulled where that works, made from Debian's packages otherwise. */
export async function makeBaseImage(onProgress: (text: string) => void): Promise<void> {
  if ((await docker(['image', 'inspect', image])).code === 0) return;
  onProgress(`pulling ${image}`);
  const pulled = await docker(['pull', '-q', image], 300_000);
  if (pulled.code === 0) return;
  onProgress(`it cannot be pulled (${pulled.stderr.trim().split('\n').at(-1) ?? ''}); making it from Debian's packages`);
  await bootstrapImage(image, 'forky');
}

/** Makes the image of a Debian release, as small as the published slim ones. */
export async function bootstrapImage(tag: string, release: string): Promise<void> {
  const keyring = findDebianKeyring();
  const mirror = await findDebianMirror();
  if (keyring === undefined || mirror === undefined) throw new Failure(`cannot make ${tag}: apt here names no Debian mirror, or its keys are missing`);
  await mkdir(dockerFolder(), { recursive: true });
  const work = await mkdtemp(dockerFolder('base.making-'));
  try {
    const archive = join(work, 'base.tar');
    await writeFile(join(work, 'apt.conf'), aptConf);
    const made = await run(['env', `PATH=${await provideMmdebstrap()}`, 'mmdebstrap', '--mode=root', '--variant=minbase', '--format=tar', `--keyring=${keyring}`,
      '--aptopt=Acquire::Check-Valid-Until "false"', ...slim, `--customize-hook=upload ${join(work, 'apt.conf')} /etc/apt/apt.conf.d/docker-clean`,
      // Lists of packages are read anew by whoever installs one.
      '--customize-hook=rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin',
      release, archive, mirror], { timeout: 600_000 });
    if (made.code !== 0) throw new Failure(`mmdebstrap could not make ${tag}: ${made.stderr.trim().split('\n').slice(-5).join('\n')}`);
    await expectDocker(`cannot import ${tag}`, ['import', '--change', 'CMD ["bash"]', archive, tag], 300_000);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What the published slim images leave out as well. */
const slim = ['/usr/share/doc/*', '/usr/share/info/*', '/usr/share/lintian/*', '/usr/share/linda/*', '/usr/share/man/*', '/usr/share/groff/*', '/usr/share/locale/*']
  .map((path) => `--dpkgopt=path-exclude=${path}`)
  .concat('--dpkgopt=path-include=/usr/share/doc/*/copyright');

/** As in the published images; besides, this index may be past its date, with its signature still checked. */
const aptConf = `DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Acquire::Languages "none";
Acquire::GzipIndexes "true";
Acquire::Check-Valid-Until "false";
APT::Install-Recommends "false";
`;

/** A PATH that has mmdebstrap and its helpers. */
async function provideMmdebstrap(): Promise<string> {
  const root = dockerFolder('mmdebstrap');
  const path = [process.env['PATH'] ?? '', '/usr/sbin:/sbin', join(root, 'usr/bin')].join(':');
  if (findProgram('mmdebstrap') !== undefined || existsSync(root)) return path;
  const work = await mkdtemp(`${root}.making-`);
  try {
    // A script without libraries of its own: any release's will do.
    const apt = await openPrivateApt({ work, release: 'bookworm' });
    await apt.run('cannot download mmdebstrap', 'apt-get', 'download', '-q', 'mmdebstrap');
    await unpackPackages(apt.debs, root);
    return path;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
