import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { FetchesDescription } from '../../compiler/describe-fetches.ts';
import type { PolicyDescription, ServerDescription } from '../../compiler/describe-policy.ts';
import { Failure } from '../failure.ts';
import { findName } from './fetches.ts';
import type { Outside } from './gateway.ts';
import type { StartOptions } from './options.ts';
import { parseResolvConf, renderResolver } from './resolv-conf.ts';
import { expectSecret } from './secret.ts';

/** Finds out whom the gateway asks beside the server; fails with what it would lack for that. */
export async function prepareOutside({ fetches, keyHeader }: PolicyDescription, { decisions: location }: ServerDescription, { decisions }: Pick<StartOptions, 'decisions'>): Promise<Outside> {
  if (decisions !== undefined && location === undefined) throw new Failure('--decisions: the policy has no `decisions` for this server');
  if (decisions === undefined && location !== undefined) throw new Failure('the policy asks an external decision point: say by --decisions where it is');
  const decisionPoint = decisions && location !== undefined ? { location, upstreamName: 'portcullis_decision', upstreamUrl: decisions } : undefined;
  if (fetches === undefined) return { decisionPoint, keyHeader };
  await expectSecret(fetches);
  return { decisionPoint, keyHeader, fetches, resolver: await findResolver(fetches) };
}

async function findResolver(fetches: FetchesDescription): Promise<readonly string[]> {
  const resolvConf = parseResolvConf(await readFile('/etc/resolv.conf', 'utf8').catch(() => ''));
  const name = findName(fetches);
  if (name !== undefined && resolvConf.nameservers.length === 0) throw new Failure(`/etc/resolv.conf names no name server to ask for ${name}`);
  return renderResolver(resolvConf, Object.values(networkInterfaces()).flat().some((address) => address?.family === 'IPv6'));
}
