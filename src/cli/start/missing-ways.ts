import type { ConfiguredWay, PolicyDescription } from '../../compiler/describe-policy.ts';

/** What each way is by which nginx itself finds out who calls. */
const ways: { readonly [Way in ConfiguredWay]: string } = {
  mtls: 'client certificates',
  basic: 'passwords',
  auth_request: "another service's word",
};

/** Says of each way to know a caller that only a configuration of one's own has, that nobody is known by it here. */
export function renderMissing({ configured = [] }: PolicyDescription): readonly string[] {
  return configured.map((way) => `identity.${way}: \`start\` does not configure nginx for ${ways[way]}, so nobody is known that way here; docs/identity.md shows the lines to add to a configuration of your own`);
}
