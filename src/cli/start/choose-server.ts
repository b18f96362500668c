import type { PolicyDescription, ServerDescription } from '../../compiler/describe-policy.ts';
import { Failure } from '../failure.ts';

/** The policy's only server, or the one named; fails with the names there are. */
export function chooseServer({ servers }: PolicyDescription, name: string | undefined): ServerDescription {
  const names = servers.map((server) => server.name).join(', ');
  if (name === undefined && servers.length > 1) throw new Failure(`the policy has several servers, choose one with --server: ${names}`);
  const server = servers.find((candidate) => name === undefined || candidate.name === name);
  if (server === undefined) throw new Failure(`the policy has no server ${JSON.stringify(name)}; it has: ${names}`);
  return server;
}
