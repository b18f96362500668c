import { Failure } from '../failure.ts';
import { findProgram } from '../folders.ts';
import { run } from '../run.ts';

/** Runs openssl; a Failure with what it said when it fails. */
export async function openssl(...args: readonly string[]): Promise<void> {
  const program = findProgram('openssl');
  if (program === undefined) throw new Failure('certificates are made with openssl, which is not installed: install it, or give your own (start: --cert and --key)');
  const made = await run([program, ...args]);
  if (made.code !== 0) throw new Failure(`openssl could not make a certificate: ${made.stderr.trim()}`);
}

/** Alternative names of a server that has these names or addresses and is on this machine, as openssl writes them. */
export function serverNames(hosts: readonly string[]): string {
  const own = hosts.map((host) => host.replace(/^\[|\]$/g, '')).map((bare) => (/^[\d.]+$|:/.test(bare) ? `IP:${bare}` : `DNS:${bare}`));
  return [...new Set([...own, 'DNS:localhost', 'IP:127.0.0.1', 'IP:::1'])].join(',');
}
