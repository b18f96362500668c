import { parse } from 'yaml';

interface Grant { readonly roles?: readonly string[]; readonly enabled?: boolean }
interface Policy {
  readonly roles: Readonly<Record<string, { readonly inherits?: readonly string[] }>>;
  readonly servers: Readonly<Record<string, {
    readonly tools?: Readonly<Record<string, Grant>>;
    readonly prompts?: Readonly<Record<string, Grant>>;
    readonly resources?: readonly (Grant & { readonly uri: string })[];
  }>>;
}
interface Listed { readonly name: string; readonly uri?: string; readonly uriTemplate?: string }

/**
 * What a session of this role is to see of what a server said to it directly: of its lists only what the policy (YAML) of its one
 * server grants. Of resource patterns only those with `**` at the end, and whole URIs, are understood.
 */
export function asSeen(session: readonly unknown[], policy: string, role: string): unknown[] {
  const { roles, servers } = parse(policy) as Policy;
  const [server = {}] = Object.values(servers);
  const { tools = {}, prompts = {}, resources = [] } = server;
  const held = (name: string): readonly string[] => [name, ...(roles[name]?.inherits ?? []).flatMap(held)];
  const isGranted = (grant: Grant | undefined): boolean => grant?.enabled !== false && (grant?.roles ?? []).some((name) => held(role).includes(name));
  const isReadable = (uri = ''): boolean =>
    resources.some((grant) => isGranted(grant) && (grant.uri.endsWith('**') ? uri.startsWith(grant.uri.slice(0, -2)) : uri === grant.uri));
  const filters: Readonly<Record<string, (item: Listed) => boolean>> = {
    tools: ({ name }) => isGranted(tools[name]),
    prompts: ({ name }) => isGranted(prompts[name]),
    resources: ({ uri }) => isReadable(uri),
    resourceTemplates: ({ uriTemplate }) => isReadable(uriTemplate),
  };
  return session.map((step) => {
    if (typeof step !== 'object' || step === null || Array.isArray(step)) return step;
    return Object.fromEntries(Object.entries(step).map(([key, value]: [string, unknown]) => {
      const filter = filters[key];
      if (key === 'cacheScope') return [key, 'private'];
      return [key, filter !== undefined && Array.isArray(value) ? (value as Listed[]).filter(filter) : value];
    }));
  });
}
