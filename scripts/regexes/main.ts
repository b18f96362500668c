import { packageRoot } from '../../src/cli/folders.ts';
import { collectFrom } from './collect.ts';
import { judge } from './judge.ts';
import { record } from './recorded.ts';

const { literals, makers: found } = collectFrom(`${packageRoot()}/src`);
const { module: { collectComposed, makers }, patterns: recorded } = await record(() => import('./composed.ts'));
const composed = collectComposed();
const patterns = [...new Map([...recorded, ...literals, ...composed.patterns].map((pattern) => [`${pattern.source}/${pattern.flags}`, pattern])).values()];
const judged = patterns.map((pattern) => ({ pattern, judgement: judge(pattern) }));

const problems = [
  ...found.filter((file) => !Object.hasOwn(makers, file)).map((file) => `${file} makes regexes from strings: scripts/regexes/composed.ts must know which`),
  ...judged.flatMap(({ pattern: { place, source, flags }, judgement }) => (judgement.is === 'a problem' ? [`${place}: /${source}/${flags} takes more than linear time: ${judgement.why}`] : [])),
];
const count = (is: string): number => judged.filter(({ judgement }) => judgement.is === is).length;

console.log(`${patterns.length} regexes: ${count('proven')} proven linear, ${count('measured')} measured, ${count('allowed')} bounded otherwise; of PCRE's own, which the integration lane measures: ${composed.onlyPcre.join(', ')}`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
