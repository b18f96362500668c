// Builds what is shipped: the bundle nginx runs, the command, the trigger maps, the policy's JSON Schema.
// `--check` writes nothing and fails when a committed file differs from what would be built.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { build } from 'esbuild';
import { findLayerViolations } from './scripts/layers.mjs';
import { plainStrings } from './scripts/plain-strings.mjs';

process.chdir(import.meta.dirname);
const check = process.argv.includes('--check');
const common = { bundle: true, write: false, metafile: true, format: 'esm', target: 'es2023', charset: 'utf8', legalComments: 'none', logLevel: 'error' };

/** Modules nginx itself offers a bundle. */
const njsModules = ['buffer', 'crypto', 'fs', 'querystring', 'xml', 'zlib'];

const containerBundle = { entryPoints: ['src/container/main.ts'], platform: 'neutral', mainFields: ['module', 'main'], external: ['std', 'os'] };

/** Every output: its file, what it is, and how its text and metafile are made. */
const outputs = [
  {
    file: 'dist/portcullis.js',
    what: 'the bundle nginx runs',
    make: () => bundle({ entryPoints: ['src/index.ts'], platform: 'neutral', external: njsModules, plugins: [plainStrings] }),
  },
  {
    file: 'dist/identity.js',
    what: 'what nginx runs for tokens',
    make: () => bundle({ entryPoints: ['src/identity.ts'], platform: 'neutral', external: njsModules, plugins: [plainStrings] }),
  },
  {
    file: 'dist/cli.js',
    what: 'the command',
    make: () => bundle({ entryPoints: ['src/cli/main.ts'], platform: 'node', packages: 'external', target: 'node20' }),
  },
  {
    file: 'dist/container.js',
    what: 'what compiles the policy in a container, for qjs',
    make: () => bundle(containerBundle),
  },
  {
    file: 'dist/container.packages.json',
    what: 'the npm packages bundled in it, for the list of parts',
    make: async () => {
      const { metafile } = await bundle(containerBundle);
      return { text: `${JSON.stringify(await listPackages(metafile), null, 2)}\n`, metafile };
    },
  },
  {
    file: 'nginx/portcullis/triggers.conf',
    what: 'what is worth a closer look, for nginx',
    make: () => evaluate('src/core/maps.ts', (module) => module.renderMaps()),
  },
  {
    file: 'dist/policy.schema.json',
    what: 'the JSON Schema of a policy',
    make: () => evaluate('src/compiler/policy-schema.ts', (module) => `${JSON.stringify(module.policySchema, null, 2)}\n`),
  },
];

async function bundle(options) {
  const result = await build({ ...common, ...options });
  return { text: result.outputFiles[0].text, metafile: result.metafile };
}

/** Name, version and license of every npm package in a bundle. */
async function listPackages(metafile) {
  const folders = new Set(Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  const manifests = [...folders].toSorted().map(async (folder) => JSON.parse(await readFile(`${folder}/package.json`, 'utf8')));
  return (await Promise.all(manifests)).map(({ name, version, license }) => ({ name, version, license }));
}

/** Runs a module of ours in this process to render a file from it. */
async function evaluate(entry, render) {
  const { text, metafile } = await bundle({ entryPoints: [entry], platform: 'node' });
  return { text: render(await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)), metafile };
}

async function write(file, text) {
  await mkdir(dirname(file), { recursive: true });
  // Whoever reads the file meanwhile gets the old one or the new one, never half of one.
  await writeFile(`${file}.${process.pid}`, text, { mode: file === 'dist/cli.js' ? 0o755 : 0o644 });
  await rename(`${file}.${process.pid}`, file);
}

const faults = new Set();
for (const { file, what, make } of outputs) {
  const { text, metafile } = await make();
  for (const violation of findLayerViolations(metafile)) faults.add(`${violation}, against the dependency rule`);
  const old = existsSync(file) ? await readFile(file, 'utf8') : undefined;
  if (check && old !== text) faults.add(`${file} is stale: run npm run build`);
  if (!check && old !== text) await write(file, text);
  const size = `${(Buffer.byteLength(text) / 1024).toFixed(1)} KiB`;
  console.log(`  ${relative('.', file).padEnd(32)}${size.padStart(10)}  ${what}`);
}
for (const fault of faults) console.error(`  ${fault}`);
if (faults.size > 0) process.exit(1);
