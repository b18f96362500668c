import picocolors from 'picocolors';

/**
 * Whether to print colours: to a terminal, where nothing forbids them. A log of a CI service is none, though it could show
 * them: who searches or compares it would find escapes in each line.
 */
export function wantsColors(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0';
  return isTerminal && env['TERM'] !== 'dumb';
}

/** The colours of what the command prints. */
export const colors = picocolors.createColors(wantsColors(process.env, process.stdout.isTTY && process.stderr.isTTY));
