import { existsSync } from 'node:fs';
import { run } from '../run.ts';

/** The mirror to take Debian packages from: $PORTCULLIS_DEBIAN_MIRROR, or the one this machine's own apt uses. */
export async function findDebianMirror(environment: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const named = environment['PORTCULLIS_DEBIAN_MIRROR'];
  if (named !== undefined && named !== '') return named;
  // Without release info apt also lists what it has not downloaded yet, as in a fresh container.
  const listed = await run(['apt-get', '--no-release-info', 'indextargets', '--format', '$(CREATED_BY) $(REPO_URI)']);
  return pickMirror(listed.stdout);
}

/** Picks from `apt-get indextargets` lines ("Packages URI") the first that is an archive of Debian itself. */
export function pickMirror(targets: string): string | undefined {
  for (const line of targets.split('\n')) {
    const [kind, uri = ''] = line.split(' ');
    if (kind === 'Packages' && /^https?:\/\/\S+\/debian\/?$/.test(uri)) return uri;
  }
  return undefined;
}

/** The keyring the archive's signatures are checked against, where Debian's releases keep it. */
export function findDebianKeyring(): string | undefined {
  return ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/debian-archive-keyring.pgp'].find((path) => existsSync(path));
}
