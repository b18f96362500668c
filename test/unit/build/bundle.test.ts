import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainStrings } from '../../../scripts/plain-strings.mjs';

describe('the bundle of every request', () => {
  let modules: readonly string[];
  let text: string;

  beforeAll(async () => {
    const result = await build({ entryPoints: ['src/index.ts'], bundle: true, write: false, metafile: true, format: 'esm', target: 'es2023', platform: 'neutral', external: ['crypto', 'fs'], plugins: [plainStrings], logLevel: 'error' });
    text = result.outputFiles[0]?.text ?? '';
    modules = Object.values(result.metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  });

  it('holds nothing that only the build needs to make maps', () => {
    expect(modules).toContain('src/core/inspect/registry.ts');
    for (const module of ['inspect/trigger-registry.ts', 'inspect/triggers.ts', 'inspect/quiet-prose.ts', 'inspect/plain-path.ts', 'redact/results/calm-text.ts', 'maps.ts']) {
      expect(modules).not.toContain(`src/core/${module}`);
    }
    expect(text).not.toMatch(/\b(?:command|target|ssrfScheme)Triggers\b/);
  });

  it('has no tagged template, of which every context would keep two arrays', () => {
    expect(text).not.toContain('String.raw');
  });
});
