import type { PolicySource } from '../policy-source.ts';
import { networksAround, nobody, numberNetworks } from '../when/networks.ts';
import { block } from './block.ts';
import { quote } from './nginx-token.ts';

/** Renders which of the policy's networks a client's address lies in (core/policy/when.ts); nothing where no condition names one. */
export function renderNetworks(policy: PolicySource): readonly string[] {
  const networks = numberNetworks(policy);
  if (networks.size === 0) return [];
  const lines = [...networks.keys()].map((network) => [network, ` ${networksAround(network, networks).join(' ')} `] as const);
  // What has no address, such as a client of a Unix socket, is looked up as 255.255.255.255, which geo cannot name alone.
  const all = [...lines, [nobody, '']] as const;
  return ['# Which of the networks that conditions name the client calls from.', block('geo $portcullis_net', ["default '';", ...all.map(([network, numbers]) => `${network} ${quote(numbers)};`)]), ''];
}
