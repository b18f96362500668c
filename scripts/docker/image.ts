import { docker, expectDocker } from './docker.ts';

/** Largest image that is released. */
export const sizeLimit = 170_000_000;

/** Builds the image of this folder, the versions it was found to have among its labels. */
export async function buildImage(tag: string, baseImage?: string): Promise<void> {
  const build = ['build', '-q', '-t', tag, ...(baseImage === undefined ? [] : ['--build-arg', `BASE_IMAGE=${baseImage}`])];
  const patience = 600_000;
  const unlabeled = await expectDocker('the image cannot be built', [...build, '.'], patience);
  const versions = await expectDocker('the image does not run', ['run', '--rm', '--network', 'none', tag, 'cat', '/usr/share/portcullis/versions']);
  // Built a second time, all of it from the cache: labels are known only now.
  await expectDocker('the image cannot be labeled', [...build, ...labelsOf(versions), '.'], patience);
  // Without a name now, and only in the way; when a container still uses it, it stays.
  await docker(['image', 'rm', unlabeled.trim()]);
}

/** The image and its size, for people. */
export async function describeImage(tag: string): Promise<string> {
  return `image ${tag}: ${(await readSize(tag) / 1e6).toFixed(1)} MB unpacked, at most ${sizeLimit / 1e6}`;
}

/** Bytes of the image, unpacked. */
export async function readSize(tag: string): Promise<number> {
  return Number(await expectDocker(`there is no image ${tag}`, ['image', 'inspect', '--format', '{{.Size}}', tag]));
}

/** Whether the build of an image for this base fails, and what it says then. */
export async function tryBuild(tag: string, baseImage: string): Promise<{ readonly code: number; readonly said: string }> {
  const { code, stdout, stderr } = await docker(['build', '--progress', 'plain', '-t', tag, '--build-arg', `BASE_IMAGE=${baseImage}`, '.'], 600_000);
  return { code, said: stdout + stderr };
}

function labelsOf(versions: string): string[] {
  return versions.trim().split('\n').flatMap((line) => {
    const [name = '', version = ''] = line.split(' ');
    const label = name === 'portcullis' ? 'org.opencontainers.image.version' : `portcullis.version.${name}`;
    return ['--label', `${label}=${version}`];
  });
}
