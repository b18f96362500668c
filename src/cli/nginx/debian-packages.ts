import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { findProgram } from '../folders.ts';
import { run, type Outcome } from '../run.ts';
import { findDebianKeyring, findDebianMirror } from './debian-mirror.ts';

const release = 'forky';
// nginx-common holds the configuration Debian ships.
const programs = ['nginx', 'nginx-common', 'libnginx-mod-http-js', 'njs', 'quickjs'];

/** Downloads nginx with njs and the libraries they need into `work/debs`: apt in private folders, signatures checked. */
export async function downloadPackages(work: string, onProgress: (text: string) => void): Promise<void> {
  if (findProgram('apt-get') === undefined || findProgram('dpkg-deb') === undefined) throw new Failure('this is not Debian or Ubuntu (apt-get and dpkg-deb are missing)');
  const keyring = findDebianKeyring();
  if (keyring === undefined) throw new Failure("Debian's signing keys are missing: install the package debian-archive-keyring");
  const mirror = await findDebianMirror();
  if (mirror === undefined) throw new Failure("apt here names no Debian mirror: set PORTCULLIS_DEBIAN_MIRROR to one's URL");

  const debs = join(work, 'debs');
  for (const folder of ['debs', 'lists/partial', 'cache/archives/partial']) await mkdir(join(work, folder), { recursive: true });
  await writeFile(join(work, 'status'), '');
  await writeFile(join(work, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} ${release} main\n`);
  await writeFile(join(work, 'apt.conf'), privateConfig(work));
  const apt = (program: string, ...args: string[]): Promise<Outcome> => run([program, '-c', join(work, 'apt.conf'), ...args], { cwd: debs });

  onProgress("reading Debian's package lists");
  expectSuccess(await apt('apt-get', 'update', '-q', '--error-on=any'), 'cannot read the package lists');
  const packages = await resolveLibraries(apt);
  onProgress(`downloading nginx (${packages.length} packages)`);
  expectSuccess(await apt('apt-get', 'download', '-q', ...packages), 'cannot download nginx');
}

/** Unpacks every downloaded package into `root`, running none of their scripts. */
export async function unpackPackages(work: string, root: string): Promise<void> {
  const debs = join(work, 'debs');
  for (const name of await readdir(debs)) {
    expectSuccess(await run(['dpkg-deb', '-x', join(debs, name), root]), `cannot unpack ${name}`);
  }
}

/** Settings read after the system's own, so that nothing of the system is written and no hook of it runs. */
function privateConfig(work: string): string {
  return `#clear APT::Architectures;
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear Acquire::IndexTargets::deb::DEP-11;
Dir::Etc::sourcelist "${work}/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "-";
Dir::Etc::preferencesparts "-";
Dir::State "${work}";
Dir::State::lists "${work}/lists";
Dir::State::status "${work}/status";
Dir::Cache "${work}/cache";
Acquire::Languages "none";
// The mirror's index may be past its date; its signature still has to be right.
Acquire::Check-Valid-Until "false";
// As root apt would download as the user _apt, who cannot reach these folders.
APT::Sandbox::User "root";
`;
}

/** The programs' packages and every shared library they need: of a dependency's own tools nothing is wanted. */
async function resolveLibraries(apt: (program: string, ...args: string[]) => Promise<Outcome>): Promise<readonly string[]> {
  const only = ['--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks', '--no-replaces', '--no-enhances'];
  const direct = await apt('apt-cache', 'depends', ...only, ...programs);
  expectSuccess(direct, `no nginx with njs in Debian ${release}`);
  const libraries = namesIn(direct.stdout).filter(isLibrary);
  const all = await apt('apt-cache', 'depends', '--recurse', ...only, ...libraries);
  expectSuccess(all, 'cannot resolve the libraries nginx needs');
  return [...new Set([...programs, ...namesIn(all.stdout).filter(isLibrary)])];
}

function namesIn(depends: string): string[] {
  return [...depends.matchAll(/^(?:  Depends: |  PreDepends: )?([a-z0-9][a-z0-9.+-]*)$/gm)].map((match) => match[1] ?? '');
}

function isLibrary(name: string): boolean {
  return /^lib|^zlib1g$/.test(name);
}

function expectSuccess(outcome: Outcome, failed: string): void {
  if (outcome.code === 0) return;
  const reason = outcome.stderr.split('\n').find((line) => line.startsWith('E:')) ?? outcome.stderr.trim().split('\n')[0] ?? '';
  throw new Failure(`${failed}: ${reason.replace(/^E: /, '')}`);
}
