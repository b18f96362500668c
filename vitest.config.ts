import { defineConfig } from 'vitest/config';

const lane = (name: string, options: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

/** Lanes that run a real nginx; one file after the other, since they share the machine's cores. */
const gateway = { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false, globalSetup: 'test/support/global-setup.ts' };

/** One project per lane of the design; `npm run test:<lane>` runs one. */
export default defineConfig({
  test: {
    projects: [
      lane('unit'),
      lane('cases'),
      lane('host'),
      lane('engine', { testTimeout: 60_000 }),
      lane('integration', gateway),
      lane('examples', gateway),
      lane('fault', gateway),
    ],
  },
});
