import { expect, it } from 'vitest';
import { caseFiles } from '../cases/load.ts';
import { resultCaseFiles } from '../cases/results/load.ts';
import { runInNjs } from './run-in-njs.ts';

/** Milliseconds for 64 KiB (docs/performance.md), and how much slower a busy machine may be. */
const budget = 10;
const slack = 4;

it('every case holds in QuickJS as it does in Node', async () => {
  const imports = caseFiles().map((path, index) => `import c${index} from ${JSON.stringify(path)};`);
  const names = imports.map((_, index) => `c${index}`);
  const { status, output } = await runInNjs(`import { runCases } from './run-cases.ts';\n${imports.join('\n')}\nrunCases([${names.join(', ')}]);`);
  expect(output).toContain(`${names.length} rules hold`);
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

it('no inspector takes long on hostile text, and none more than in proportion to its length', async () => {
  const { status, output } = await runInNjs(`import { runAdversarial } from './run-adversarial.ts';\nrunAdversarial(${budget * slack});`);
  expect(output).toContain('slowest');
  expect(status).toBe(0);
}, 180_000);

it('attacks on paths are found in QuickJS in every encoding', async () => {
  const { status, output } = await runInNjs("import { runEncodings } from './run-encodings.ts';\nrunEncodings();");
  expect(output).toContain('encoded attacks found');
  expect(status).toBe(0);
}, 180_000);
