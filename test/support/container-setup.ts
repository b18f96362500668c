import type { TestProject } from 'vitest/node';
import { docker, expectDocker } from '../../scripts/docker/docker.ts';
import { buildImage, describeImage } from '../../scripts/docker/image.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The image under test. */
    readonly image: string;
    /** The network of the run's containers, and this machine's address on it. */
    readonly network: string;
    readonly bridge: string;
  }
}

/** Builds the image once for the run; at its end no container of it may be left. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Its own tag, so that runs side by side do not take each other's image away.
  const image = `portcullis:test-${process.pid}`;
  await buildImage(image);
  console.log(await describeImage(image));
  project.provide('image', image);
  const network = `portcullis-test-${process.pid}`;
  await expectDocker('no network can be made', ['network', 'create', network]);
  project.provide('network', network);
  project.provide('bridge', (await expectDocker('no such network', ['network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', network])).trim());
  return async () => {
    const removed = [await docker(['network', 'rm', network]), await docker(['image', 'rm', image])];
    if (removed.every(({ code }) => code === 0)) return;
    // Vitest prints what is thrown here, but calls the run a success.
    process.exitCode = 1;
    throw new Error(`containers of the image were left: ${removed.map(({ stderr }) => stderr).join('')}`);
  };
}
