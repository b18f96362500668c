import type { ServerEntry } from '../core/policy/entries.ts';
import { policySchema } from './policy-schema.ts';
import type { ServerSource } from './policy-source.ts';
import type { Path } from './problem.ts';

const defaults = policySchema.$defs.server.properties;

/** An endpoint clients use, where it is on the server, and where in the policy's server it was said. */
export interface Endpoint {
  readonly path: string;
  readonly upstreamPath: string;
  readonly key: Path;
}

/** The paths of the legacy transport, when it is served. */
interface SsePaths {
  readonly stream: string;
  readonly messages: string;
  readonly upstreamStream: string;
  readonly upstreamMessages: string;
}

function resolveSse({ sse }: ServerSource): SsePaths | undefined {
  if (sse === undefined) return undefined;
  const { stream: { default: ownStream }, messages: { default: ownMessages } } = defaults.sse.properties;
  const { stream = ownStream, messages = ownMessages, upstream_stream: upstreamStream = stream, upstream_messages: upstreamMessages = messages } = sse;
  return { stream, messages, upstreamStream, upstreamMessages };
}

/** What a server's entry says of the legacy transport. */
export function sseEntry(server: ServerSource): Pick<ServerEntry, 'sse'> {
  const sse = resolveSse(server);
  if (sse === undefined) return {};
  const { stream, messages, upstreamMessages } = sse;
  return { sse: { stream, messages, ...(upstreamMessages !== messages && { upstreamMessages }) } };
}

/** Every endpoint of a server. */
export function resolvePaths(server: ServerSource): readonly Endpoint[] {
  const path = server.path ?? defaults.path.default;
  const sse = resolveSse(server);
  const legacy = sse === undefined ? [] : [
    { path: sse.stream, upstreamPath: sse.upstreamStream, key: ['sse'] },
    { path: sse.messages, upstreamPath: sse.upstreamMessages, key: ['sse'] },
  ];
  return [{ path, upstreamPath: server.upstream_path ?? path, key: ['path'] }, ...legacy];
}
