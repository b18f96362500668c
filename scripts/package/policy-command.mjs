import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { findLayerViolations } from '../layers.mjs';

/** Bundles the policy compiler with all it needs into one file, for Node and qjs alike, and collects what it owes whom. */
export async function bundlePolicyCommand() {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/cli/standalone/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2023',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:fs'],
    charset: 'utf8',
    logLevel: 'error',
  });
  const violations = findLayerViolations(metafile);
  if (violations.length > 0) throw new Error(`against the dependency rule: ${violations.join(', ')}`);
  return { program: Buffer.from(outputFiles[0].contents), licenses: Buffer.from(renderLicenses(metafile)) };
}

/** The license text of every npm package in the bundle. */
function renderLicenses({ inputs }) {
  const folders = new Set(Object.keys(inputs).flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  return [...folders].toSorted().map(renderLicense).join('\n');
}

function renderLicense(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry));
  if (file === undefined) throw new Error(`${folder} comes without the text of its license`);
  const title = `${name} ${version} (${license})`;
  return `${title}\n${'-'.repeat(title.length)}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
