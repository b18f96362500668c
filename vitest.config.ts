import { defineConfig } from 'vitest/config';
import { dockerEnvironment } from './scripts/docker/environment.ts';

/** Vitest tells programs that tests start to print colours wherever it does itself, as on CI; the tests read what they print. */
const plainOutput = { FORCE_COLOR: '0' };

const lane = (name: string, { env = {}, ...options }: { env?: object; [option: string]: unknown } = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], env: { ...plainOutput, ...env }, ...options },
});

/** Lanes that run a real nginx; one file after the other, since they share the machine's cores. */
const gateway = { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false, globalSetup: 'test/support/global-setup.ts' };

/** The lane of containers; what cannot be pulled anywhere must not be needed, so no container that cleans up after others. */
const container = {
  testTimeout: 120_000,
  hookTimeout: 300_000,
  fileParallelism: false,
  globalSetup: ['test/support/global-setup.ts', 'test/support/container-setup.ts'],
  env: { TESTCONTAINERS_RYUK_DISABLED: 'true', ...dockerEnvironment() },
};

/** One project per lane of the design; `npm run test:<lane>` runs one. */
export default defineConfig({
  test: {
    projects: [
      lane('unit', { testTimeout: 30_000 }),
      lane('cases'),
      lane('host'),
      lane('engine', { testTimeout: 60_000 }),
      lane('integration', gateway),
      // The runner runs the suites in order and bounds each itself.
      lane('conformance', { testTimeout: 1_800_000, fileParallelism: false }),
      lane('examples', gateway),
      lane('fault', gateway),
      lane('container', container),
    ],
  },
});
