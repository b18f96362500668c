import { Command, Option } from 'commander';
import { Failure } from '../src/cli/failure.ts';
import { classes, readCorpus, type Sample } from './corpus.ts';
import { judgePure } from './judge.ts';
import { placesOf, policies, type PolicyName } from './placement.ts';
import { isReached, ratesOf, type Judged } from './rates.ts';
import { renderRates, renderSamples } from './table.ts';

interface Flags {
  readonly policy: readonly PolicyName[];
  readonly class?: string;
  readonly misses?: true;
  readonly alarms?: true;
  readonly json?: true;
}

const titles: { readonly [policy in PolicyName]: string } = {
  named: 'The kind of each argument named by the policy',
  any: 'Every argument left at kind any',
};

/** Judges every sample in every place and prints the rates; exits 1 when an aim is missed. */
function evaluate(file: string, flags: Flags): void {
  const samples = readCorpus(file).filter((sample) => flags.class === undefined || sample.class === flags.class);
  const results = flags.policy.map((policy) => ({ policy, judged: judge(samples, policy) }));
  const rates = results.map(({ policy, judged }) => ({ policy, rates: ratesOf(policy, judged) }));
  if (flags.json) {
    console.log(JSON.stringify(rates.map(({ policy, rates: rows }) => ({ policy, rates: rows.map((row) => ({ ...row, reached: isReached(row) })) })), null, 2));
  } else {
    console.log(results.map(({ policy, judged }) => renderPolicy(policy, judged, flags)).join('\n\n'));
  }
  if (rates.some(({ rates: rows }) => rows.some((row) => isReached(row) === false))) process.exitCode = 1;
}

function judge(samples: readonly Sample[], policy: PolicyName): Judged[] {
  const placed = samples.flatMap((sample) => placesOf(sample, policy).map((kind) => ({ sample, kind, value: sample.value })));
  const outcomes = judgePure(placed);
  return placed.map(({ sample, kind }, index) => ({ sample, kind, outcome: outcomes[index] }));
}

function renderPolicy(policy: PolicyName, judged: readonly Judged[], { misses, alarms }: Flags): string {
  const parts = [renderRates(titles[policy], ratesOf(policy, judged))];
  if (misses) parts.push(renderSamples('Attacks that passed', judged.filter(({ sample, outcome }) => sample.class !== 'none' && outcome === undefined)));
  if (alarms) parts.push(renderSamples('Benign strings that were blocked', judged.filter(({ sample, outcome }) => sample.class === 'none' && outcome !== undefined)));
  return parts.join('\n\n');
}

const program = new Command('npm run eval --')
  .description('Measures detection on labelled strings: attacks blocked, ordinary work blocked')
  .argument('<file.jsonl>', 'one JSON object a line: id, value, label, class, argKind, tier, origin (docs/detection.md)')
  .addOption(new Option('--policy <names...>', 'how kinds are named').choices(policies).default(policies))
  .addOption(new Option('--class <class>', 'only these').choices([...classes, 'none']))
  .option('--misses', 'list the attacks that passed')
  .option('--alarms', 'list the benign strings that were blocked')
  .option('--json', 'the rates as JSON')
  .action(evaluate);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
