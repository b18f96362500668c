import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { lowerSchema } from '../src/compiler/schema/lower.ts';

/*
 * What checks a call's arguments against a JSON Schema in nginx's engine, and what it costs there:
 * code size in every context, and time of a call (best of 40 batches) with the schema parsed anew as in nginx.
 * Run: npm run bench:schema, which passes how to start the njs command.
 */

const text = { type: 'string', maxLength: 100 } as const;
const schema = {
  type: 'object',
  required: ['title', 'status'],
  additionalProperties: false,
  properties: {
    title: text,
    description: { type: 'string', maxLength: 4000 },
    assignee: { ...text, pattern: '^[a-z0-9-]+$' },
    priority: { type: 'integer', minimum: 1, maximum: 5 },
    status: { enum: ['open', 'done', 'waiting'] },
    labels: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 30 } },
    estimate: { type: 'number', minimum: 0 },
    notify: { type: 'boolean' },
    parent: { type: ['string', 'null'] },
    due: { type: 'object', additionalProperties: false, properties: { day: { type: 'string' }, hour: { type: 'integer' } } },
  },
} as const;
const args = {
  title: 'Rotate the certificates', description: 'All three of them, before the end of the month.', assignee: 'ops-7', priority: 2, status: 'open',
  labels: ['security', 'infra'], estimate: 1.5, notify: true, parent: null, due: { day: '2026-12-01', hour: 9 },
};

const frame = (prepare: string, check: string): string => `
  ${prepare}
  const args = JSON.parse(${JSON.stringify(JSON.stringify(args))});
  const rounds = 500;
  let best = Infinity;
  if (!(${check})) throw new Error('valid arguments refused');
  for (let batch = 0; batch < 40; batch++) {
    const start = Date.now();
    for (let round = 0; round < rounds; round++) ${check};
    best = Math.min(best, Date.now() - start);
  }
  console.log(best * 1000 / rounds);
`;

const source = (path: string): string => JSON.stringify(resolve(import.meta.dirname, '..', path));
const lowered = JSON.stringify(JSON.stringify(lowerSchema(schema)));
const raw = JSON.stringify(JSON.stringify(schema));
const standalone = standaloneCode(new Ajv2020({ code: { source: true, esm: true } }), new Ajv2020({ code: { source: true, esm: true } }).compile(schema));
const subjects: Readonly<Record<string, string>> = {
  'parsing the schema alone': frame(`const json = ${lowered};`, 'JSON.parse(json)'),
  'core/policy/json-schema': frame(`import { matchesSchema } from ${source('src/core/policy/json-schema.ts')}; const json = ${lowered};`, 'matchesSchema(args, JSON.parse(json))'),
  '@cfworker/json-schema (with a stub for URL)': frame(
    `globalThis.URL = class { constructor(href) { this.href = String(href); this.hash = ''; } toString() { return this.href; } };
     const { Validator } = await import('@cfworker/json-schema'); const json = ${raw};`,
    `new Validator(JSON.parse(json), '2020-12').validate(args).valid`,
  ),
  'Ajv standalone, one schema': frame(`import validate from './standalone.mjs';`, 'validate(args)'),
};

const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
try {
  writeFileSync(join(folder, 'standalone.mjs'), standalone);
  const [njs = 'njs', ...before] = process.argv.slice(2);
  for (const [subject, code] of Object.entries(subjects)) {
    const outfile = join(folder, 'bundle.mjs');
    const nodePaths = [resolve(import.meta.dirname, '../node_modules')];
    await build({ stdin: { contents: code, resolveDir: folder }, bundle: true, format: 'esm', platform: 'neutral', mainFields: ['module', 'main'], minifySyntax: true, nodePaths, outfile, logLevel: 'error' });
    const microseconds = Number(execFileSync(njs, [...before, '-n', 'QuickJS', '-m', outfile], { encoding: 'utf8' }));
    console.log(`${subject.padEnd(46)} ${microseconds.toFixed(1).padStart(7)} us a call ${String(statSync(outfile).size).padStart(7)} bytes of code`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
