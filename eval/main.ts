import { Command, Option } from 'commander';
import { Failure } from '../src/cli/failure.ts';
import { provideNginx } from '../src/cli/nginx/provide.ts';
import { withProgress } from '../src/cli/progress.ts';
import { classes } from './corpus.ts';
import { evaluate, type Flags, type GatewayJudge } from './evaluate.ts';
import { judgeByNginx } from './nginx/judge.ts';
import { policies } from './placement.ts';

interface AllFlags extends Flags {
  /** A path, or true where none is given. */
  readonly nginx?: string | true;
}

/** Judges by the nginx at the path, or by the one that `npm start` would take. */
function gatewayJudge(path: string | true): GatewayJudge {
  return (placed) =>
    withProgress('looking for nginx', async (onProgress) => {
      const install = await provideNginx({ path: path === true ? undefined : path, onProgress });
      return judgeByNginx(placed, { install, onProgress });
    });
}

async function run(file: string, { nginx, ...flags }: AllFlags): Promise<void> {
  const { output, isSound } = await evaluate(file, flags, nginx === undefined ? undefined : gatewayJudge(nginx));
  console.log(output);
  if (!isSound) process.exitCode = 1;
}

const program = new Command('npm run eval --')
  .description('Measures detection on labelled strings: attacks blocked, ordinary work blocked')
  .argument('<file.jsonl>', 'one JSON object a line: id, value, label, class, argKind, tier, origin (docs/detection.md)')
  .addOption(new Option('--policy <names...>', 'how kinds are named').choices(policies).default(policies))
  .addOption(new Option('--class <class>', 'only these').choices([...classes, 'none']))
  .option('--misses', 'list the attacks that passed')
  .option('--alarms', 'list the benign strings that were blocked')
  .option('--json', 'the rates as JSON')
  .option('--nginx [path]', 'judge by calls through a real nginx, and compare with core alone')
  .action(run);

// Whoever interrupts ends nginx too: what ends it hangs on the process's end.
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.once(signal, () => process.exit(code));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
