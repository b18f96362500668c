import { openPrivateApt, type PrivateApt } from '../debian/private-apt.ts';

const release = 'forky';
// nginx-common holds the configuration Debian ships.
const programs = ['nginx', 'nginx-common', 'libnginx-mod-http-js', 'njs', 'quickjs'];

/** Downloads nginx with njs and the libraries they need; returns the folder they lie in. */
export async function downloadPackages(work: string, onProgress: (text: string) => void): Promise<string> {
  onProgress("reading Debian's package lists");
  const apt = await openPrivateApt({ work, release });
  const packages = await resolveLibraries(apt);
  onProgress(`downloading nginx (${packages.length} packages)`);
  await apt.run('cannot download nginx', 'apt-get', 'download', '-q', ...packages);
  return apt.debs;
}

/** The programs' packages and every shared library they need: of a dependency's own tools nothing is wanted. */
async function resolveLibraries(apt: PrivateApt): Promise<readonly string[]> {
  const only = ['--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks', '--no-replaces', '--no-enhances'];
  const direct = await apt.run(`no nginx with njs in Debian ${release}`, 'apt-cache', 'depends', ...only, ...programs);
  const libraries = namesIn(direct.stdout).filter(isLibrary);
  const all = await apt.run('cannot resolve the libraries nginx needs', 'apt-cache', 'depends', '--recurse', ...only, ...libraries);
  return [...new Set([...programs, ...namesIn(all.stdout).filter(isLibrary)])];
}

function namesIn(depends: string): string[] {
  return [...depends.matchAll(/^(?:  Depends: |  PreDepends: )?([a-z0-9][a-z0-9.+-]*)$/gm)].map((match) => match[1] ?? '');
}

function isLibrary(name: string): boolean {
  return /^lib|^zlib1g$/.test(name);
}
