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
export function resolveSse({ sse }: ServerSource): { readonly stream: string; readonly messages: string } | undefined {
  if (sse === undefined) return undefined;
  const { stream, messages } = defaults.sse.properties;
  return { stream: sse.stream ?? stream.default, messages: sse.messages ?? messages.default };
}

/** Every endpoint of a server. */
export function resolvePaths(server: ServerSource): readonly Endpoint[] {
  const path = server.path ?? defaults.path.default;
  const sse = resolveSse(server);
  const legacy = sse === undefined ? [] : [
    { path: sse.stream, upstreamPath: sse.stream, key: ['sse'] },
    { path: sse.messages, upstreamPath: sse.messages, key: ['sse'] },
  ];
  return [{ path, upstreamPath: server.upstream_path ?? path, key: ['path'] }, ...legacy];
}
