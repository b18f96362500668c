import ora from 'ora';
import { printNote } from './print.ts';

/** Shows a long step while it runs: a spinner on a terminal, plain lines elsewhere. */
export async function withProgress<Result>(title: string, step: (onProgress: (text: string) => void) => Promise<Result>): Promise<Result> {
  if (!process.stderr.isTTY) return step(printNote);
  const spinner = ora({ text: title, discardStdin: false }).start();
  try {
    return await step((text) => (spinner.text = text));
  } finally {
    spinner.stop();
  }
}
