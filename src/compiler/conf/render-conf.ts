import type { KeyedEntry } from '../keyed-entry.ts';
import { digestText } from '../lock/digest.ts';
import type { PolicySource } from '../policy-source.ts';
import { renderDecisions } from './render-decisions.ts';
import { renderEntries } from './render-entries.ts';
import { renderIdentity } from './render-identity.ts';
import { renderMetadata } from './render-metadata.ts';
import { renderNetworks } from './render-networks.ts';
import { renderHttp, renderRoutes, renderUpstreamHost } from './render-network.ts';

/** Renders the compiled policy for nginx's `http{}`: the same policy always gives the same bytes. */
export function renderConf(policy: PolicySource, entries: readonly KeyedEntry[], file: string): string {
  const from = file.replace(/^.*[\\/]/, '').replace(/[^\x20-\x7E]/g, '?');
  return [
    `# Made by \`portcullis compile\` from ${from}. Do not edit: change that file and compile again.`,
    '# Include it in http{}, after portcullis/http.conf.',
    '',
    '# Who sent it.',
    renderIdentity(policy, stampOf(policy, entries)),
    '',
    ...renderNetworks(policy),
    '# Which hosts and origins are answered.',
    renderHttp(policy),
    '',
    '# Where each endpoint leads.',
    renderRoutes(policy),
    '',
    '# The Host header each server is sent.',
    renderUpstreamHost(policy),
    '',
    ...renderDecisions(policy),
    '# What is granted: one entry for each server, role, tool, prompt and list of resources.',
    renderEntries(entries, renderMetadata(policy)),
    '',
  ].join('\n');
}

/** Stands for all that is said of tokens. */
function stampOf({ servers }: PolicySource, entries: readonly KeyedEntry[]): string {
  const resources = Object.entries(servers).map(([name, { resource }]) => [name, resource]);
  return digestText(JSON.stringify([entries.filter(({ kind }) => kind === 'issuer' || kind === 'introspection'), resources])).slice(0, 16);
}
