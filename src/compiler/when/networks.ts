import ipaddr from 'ipaddr.js';
import { readCidr } from '../cidr.ts';
import type { PolicySource } from '../policy-source.ts';
import type { WhenSource } from './when-source.ts';

/** Numbers of networks, by their CIDR form. */
export type Networks = ReadonlyMap<string, number>;

/** Where nginx looks for who has no address; no client has one of it. */
export const nobody = '255.255.255.254/31';

/** Numbers the networks of all conditions in a policy, in its order: entries name them so, and so does nginx (render-networks.ts). */
export function numberNetworks({ servers }: PolicySource): Networks {
  const sources = Object.values(servers).flatMap((server): readonly (WhenSource | undefined)[] =>
    [server.when, ...[...Object.values(server.tools ?? {}), ...Object.values(server.prompts ?? {}), ...(server.resources ?? [])].map(({ when }) => when)]);
  const found = new Set(sources.flatMap((when) => when?.networks ?? []).map(networkOf));
  return new Map([...found].map((network, number) => [network, number]));
}

/** A network in the one form it is numbered by. */
export function networkOf(text: string): string {
  return readCidr(text)?.network ?? text;
}

/** The networks of these that a network lies in, itself included: those nginx finds nothing of, since it takes the narrowest. */
export function networksAround(network: string, all: Networks): readonly number[] {
  const [address = '', bits = ''] = network.split('/');
  const family = address.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4;
  const around = Array.from({ length: Number(bits) + 1 }, (_, length) => all.get(`${family.networkAddressFromCIDR(`${address}/${length}`).toString()}/${length}`));
  return around.filter((number) => number !== undefined);
}
