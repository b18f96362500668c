import { expect, it } from 'vitest';
import { caseFiles } from '../cases/load.ts';
import { resultCaseFiles } from '../cases/results/load.ts';
import { runInNjs } from './run-in-njs.ts';

/** Milliseconds for 64 KiB (docs/performance.md): to one inspector, and to all of them in turn where nothing is vouched for. */
const budget = 10;
const wholeBudget = 40;

/** Runs what a module of this folder exports, given all case files and, where it takes one, a number. */
function runOnCases(module: string, name: string, more?: number): ReturnType<typeof runInNjs> {
  const imports = caseFiles().map((path, index) => `import c${index} from ${JSON.stringify(path)};`);
  const files = imports.map((_, index) => `c${index}`).join(', ');
  return runInNjs(`import { ${name} } from './${module}.ts';\n${imports.join('\n')}\n${name}([${files}]${more === undefined ? '' : `, ${more}`});`);
}

it('every case holds in QuickJS as it does in Node', async () => {
  const { status, output } = await runOnCases('run-cases', 'runCases');
  expect(output).toContain(`${caseFiles().length} rules hold`);
  expect(status).toBe(0);
});

it('every case of redaction holds in QuickJS as it does in Node', async () => {
  const imports = resultCaseFiles().map((path, index) => `import c${index} from ${JSON.stringify(path)};`);
  const names = imports.map((_, index) => `c${index}`);
  const { status, output } = await runInNjs(`import { runResultCases } from './run-result-cases.ts';\n${imports.join('\n')}\nrunResultCases([${names.join(', ')}]);`);
  expect(output).toContain(`${names.length} rules hold`);
  expect(status).toBe(0);
}, 180_000);

it('no rule of redaction takes more time than in proportion to the text', async () => {
  const { status, output } = await runInNjs("import { runHostileResults } from './run-hostile-results.ts';\nrunHostileResults();");
  expect(output).toContain('slowest');
  expect(status).toBe(0);
}, 180_000);

it('no inspector takes long on hostile text of any kind, and none more than in proportion to its length', async () => {
  const { status, output } = await runOnCases('run-adversarial', 'runAdversarial', budget);
  expect(output).toContain('slowest');
  expect(status, output).toBe(0);
}, 300_000);

it('nor does an inspection as a whole, where nothing is vouched for', async () => {
  const { status, output } = await runOnCases('run-hostile-inspections', 'runHostileInspections', wholeBudget);
  expect(output).toContain('slowest');
  expect(status, output).toBe(0);
}, 300_000);

it('an inspection with the look by RegExp grows in proportion too', async () => {
  const { status, output } = await runOnCases('run-hostile-inspections', 'runHostileLooks');
  expect(output).toContain('slowest');
  expect(status, output).toBe(0);
}, 300_000);

it('the properties of inspections hold in QuickJS as they do in Node', async () => {
  const { status, output } = await runOnCases('run-properties', 'runProperties', 20_260_801);
  expect(output).toContain('properties hold, seed 20260801');
  expect(status).toBe(0);
}, 180_000);

it('attacks on paths are found in QuickJS in every encoding', async () => {
  const { status, output } = await runInNjs("import { runEncodings } from './run-encodings.ts';\nrunEncodings();");
  expect(output).toContain('encoded attacks found');
  expect(status).toBe(0);
}, 180_000);
