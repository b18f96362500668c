import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { findProgram } from '../folders.ts';
import { run, type Outcome } from '../run.ts';
import { findDebianKeyring, findDebianMirror } from './mirror.ts';

/** An apt that reads one Debian release in folders of its own; signatures are checked. */
export interface PrivateApt {
  /** Where what it downloads lies. */
  readonly debs: string;
  /** Runs an apt program in `debs`; fails with apt's own reason. */
  readonly run: (failed: string, program: string, ...args: string[]) => Promise<Outcome>;
}

export interface PrivateAptOptions {
  /** A folder of its own; made when missing. */
  readonly work: string;
  /** The codename, as in `forky`. */
  readonly release: string;
  /** Count what the system has installed as there, so that only what is missing is downloaded. */
  readonly besideSystem?: boolean;
}

/** Reads the package lists of a release. */
export async function openPrivateApt({ work, release, besideSystem = false }: PrivateAptOptions): Promise<PrivateApt> {
  if (findProgram('apt-get') === undefined || findProgram('dpkg-deb') === undefined) throw new Failure('this is not Debian or Ubuntu (apt-get and dpkg-deb are missing)');
  const keyring = findDebianKeyring();
  if (keyring === undefined) throw new Failure("Debian's signing keys are missing: install the package debian-archive-keyring");
  const mirror = await findDebianMirror();
  if (mirror === undefined) throw new Failure("apt here names no Debian mirror: set PORTCULLIS_DEBIAN_MIRROR to one's URL");

  const debs = join(work, 'debs');
  for (const folder of ['debs/partial', 'lists/partial', 'cache']) await mkdir(join(work, folder), { recursive: true });
  await writeFile(join(work, 'status'), '');
  await writeFile(join(work, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} ${release} main\n`);
  await writeFile(join(work, 'apt.conf'), privateConfig(work, besideSystem ? '/var/lib/dpkg/status' : join(work, 'status')));
  const apt: PrivateApt = {
    debs,
    run: async (failed, program, ...args) => {
      const outcome = await run([program, '-c', join(work, 'apt.conf'), ...args], { cwd: debs });
      expectSuccess(outcome, failed);
      return outcome;
    },
  };
  await apt.run('cannot read the package lists', 'apt-get', 'update', '-q', '--error-on=any');
  return apt;
}

/** Unpacks every package in a folder into `root`, running none of their scripts. */
export async function unpackPackages(debs: string, root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  for (const name of await readdir(debs)) {
    if (name.endsWith('.deb')) expectSuccess(await run(['dpkg-deb', '-x', join(debs, name), root]), `cannot unpack ${name}`);
  }
}

/** Settings read after the system's own, so that nothing of the system is written and no hook of it runs. */
function privateConfig(work: string, status: string): string {
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
Dir::State::status "${status}";
Dir::Cache "${work}/cache";
Dir::Cache::archives "${work}/debs";
Acquire::Languages "none";
// The mirror's index may be past its date; its signature still has to be right.
Acquire::Check-Valid-Until "false";
// As root apt would download as the user _apt, who cannot reach these folders.
APT::Sandbox::User "root";
`;
}

function expectSuccess(outcome: Outcome, failed: string): void {
  if (outcome.code === 0) return;
  const reason = outcome.stderr.split('\n').find((line) => line.startsWith('E:')) ?? outcome.stderr.trim().split('\n')[0] ?? '';
  throw new Failure(`${failed}: ${reason.replace(/^E: /, '')}`);
}
