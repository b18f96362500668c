import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { openPrivateApt, unpackPackages, type PrivateApt } from '../../src/cli/debian/private-apt.ts';
import { Failure } from '../../src/cli/failure.ts';
import { findProgram } from '../../src/cli/folders.ts';
import { run } from '../../src/cli/run.ts';
import { docker } from './docker.ts';
import { dockerFolder } from './environment.ts';

/** The release whose Compose and Buildx run with the engine and the libraries of releases since bookworm. */
const pluginRelease = 'trixie';

/** Environment in which `dockerd` and all it starts are found; downloads what the machine does not have. */
export async function provideDaemonPrograms(onProgress: (text: string) => void): Promise<NodeJS.ProcessEnv> {
  if (process.getuid?.() !== 0) throw new Failure('no Docker engine answers, and only root can start one');
  const root = dockerFolder('root');
  const missing = [...(findProgram('dockerd') === undefined ? ['docker.io'] : []), ...(findProgram('iptables') === undefined ? ['iptables'] : [])];
  if (missing.length > 0 && !existsSync(root)) {
    await install(root, await ownRelease(), async (apt) => {
      onProgress(`downloading ${missing.join(', ')}`);
      await apt.run('cannot download the Docker engine', 'apt-get', 'install', '-q', '-y', '--download-only', '--no-install-recommends', ...missing);
    });
    await linkIptables(join(root, 'usr/sbin'));
  }
  return environmentOf(root);
}

/** Makes sure that `docker compose` and `docker buildx` work. */
export async function providePlugins(onProgress: (text: string) => void): Promise<void> {
  if ((await docker(['compose', 'version'])).code === 0 && (await docker(['buildx', 'version'])).code === 0) return;
  const root = dockerFolder('plugins');
  if (!existsSync(root)) {
    await install(root, pluginRelease, async (apt) => {
      onProgress('downloading Docker Compose and Buildx');
      await apt.run('cannot download Compose and Buildx', 'apt-get', 'download', '-q', 'docker-compose', 'docker-buildx');
    });
  }
  const plugins = join(root, 'usr/libexec/docker/cli-plugins');
  const links = dockerFolder('config/cli-plugins');
  await mkdir(links, { recursive: true });
  for (const name of await readdir(plugins)) {
    await rm(join(links, name), { force: true });
    await symlink(join(plugins, name), join(links, name));
  }
}

/** Downloads and unpacks into `root`, which appears only when it is whole. */
async function install(root: string, release: string, download: (apt: PrivateApt) => Promise<void>): Promise<void> {
  await mkdir(dockerFolder(), { recursive: true });
  const work = await mkdtemp(`${root}.making-`);
  try {
    const apt = await openPrivateApt({ work, release, besideSystem: true });
    await download(apt);
    await unpackPackages(apt.debs, join(work, 'root'));
    await rename(join(work, 'root'), root);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The engine must fit the machine's own libraries. */
async function ownRelease(): Promise<string> {
  const about = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const codename = /^ID=debian$/m.test(about) ? /^VERSION_CODENAME=(\w+)$/m.exec(about)?.[1] : undefined;
  if (codename === undefined) throw new Failure('no Docker engine answers, and one can be made on Debian only: install Docker and start it');
  return codename;
}

/** The package's script would choose which of its two programs `iptables` is; this kernel decides it. */
async function linkIptables(sbin: string): Promise<void> {
  const env = environmentOf(dockerFolder('root'));
  for (const kind of ['nft', 'legacy']) {
    const program = `xtables-${kind}-multi`;
    const settings = [`LD_LIBRARY_PATH=${env['LD_LIBRARY_PATH'] ?? ''}`, `XTABLES_LIBDIR=${env['XTABLES_LIBDIR'] ?? ''}`];
    const asked = await run(['env', ...settings, join(sbin, program), 'iptables', '-t', 'nat', '-n', '-L']);
    if (asked.code !== 0) continue;
    for (const name of ['iptables', 'ip6tables', 'iptables-save', 'iptables-restore']) await symlink(program, join(sbin, name));
    return;
  }
  throw new Failure('neither nftables nor the older iptables work with this kernel: the Docker engine cannot make its network');
}

function environmentOf(root: string): NodeJS.ProcessEnv {
  const libraries = [join(root, 'usr/lib/x86_64-linux-gnu'), join(root, 'lib/x86_64-linux-gnu')];
  return {
    ...process.env,
    PATH: [process.env['PATH'] ?? '', join(root, 'usr/sbin'), join(root, 'usr/bin'), join(root, 'sbin')].join(':'),
    LD_LIBRARY_PATH: libraries.join(':'),
    XTABLES_LIBDIR: join(libraries[0] ?? '', 'xtables'),
  };
}
