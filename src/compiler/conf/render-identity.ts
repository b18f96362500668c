import { keyPattern } from '../../core/identity/api-key.ts';
import type { IdentitySettings } from '../../core/identity/settings.ts';
import { identitySchema } from '../identity-schema.ts';
import { resolveIdentity } from '../identity.ts';
import type { IdentitySource, PolicySource } from '../policy-source.ts';
import { block } from './block.ts';
import { escapeJson, quote } from './nginx-token.ts';

const defaultHeader = identitySchema.properties.role_header.default;

/** Renders how it is known who calls: whom a role is believed from, what else the policy says, and what of it servers are sent. */
export function renderIdentity({ identity }: PolicySource, stamp?: string): string {
  const settings = resolveIdentity(identity, stamp);
  const hops = (identity?.trusted_hops ?? []).map((hop) => `${hop} 1;`);
  const name = identity?.role_header ?? defaultHeader;
  const header = variableOf(name);
  return [
    block('geo $realip_remote_addr $portcullis_hop', ['default 0;', ...hops]),
    ...renderChecked(identity),
    ...(settings === undefined ? [renderTrusted('role', header)] : [...renderSettings(settings, hops, identity?.introspection !== undefined), renderTrusted('vouched', header)]),
    block('map $host $portcullis_header', [`default ${quote(name)};`]),
    '# What was sent, believed or not: a claim from elsewhere is told from none.',
    block('map $host $portcullis_claimed', [`default ${header};`]),
    '# What the server is sent of it: no key, password or token.',
    renderPassed('auth', 'Authorization', settings?.header === 'Authorization' || (settings?.jwt ?? identity?.basic ?? identity?.auth_request) !== undefined),
    renderPassed('key', 'X-API-Key', settings?.header === 'X-API-Key'),
    block('map "" $portcullis_to_dpop', [`default ${settings?.jwt?.dpop === undefined ? '$http_dpop' : "''"};`]),
  ].join('\n');
}

function renderTrusted(variable: string, header: string): string {
  return block(`map $portcullis_hop $portcullis_${variable}`, [`1 ${header};`, "default '';"]);
}

/** Nobody is known by `$portcullis_role` alone then (host/identify.ts). */
function renderSettings(settings: IdentitySettings, hops: readonly string[], asks: boolean): readonly string[] {
  const { header, jwt } = settings;
  return [
    block('map "" $portcullis_identity', [`default ${quote(escapeJson(settings))};`]),
    block('map "" $portcullis_role', ["default '';"]),
    ...(header === undefined ? [] : [
      '# The key that is shown, if it has the form of one.',
      block(`map ${variableOf(header)} $portcullis_shown`, [`"~^${header === 'Authorization' ? '(?i:bearer) +' : ''}(?<portcullis_shown_key>${keyPattern})$" $portcullis_shown_key;`, "default '';"]),
    ]),
    ...(header === undefined && jwt === undefined ? [] : [
      '# Who is counted for failures: nobody behind a hop that stands for many.',
      block('geo $portcullis_proxy', ['default 0;', ...hops]),
      block('map "$portcullis_proxy $remote_addr" $portcullis_address', ['"~^0 [0-9a-f]" $remote_addr;', "default '';"]),
    ]),
    ...(jwt === undefined ? [] : [
      "# Keys of issuers, which must not push each other out; and what tokens proved, by the token's hash: 10m holds some 20,000.",
      'js_shared_dict_zone zone=portcullis_keys:1m timeout=24h;',
      'js_shared_dict_zone zone=portcullis_proofs:10m timeout=1h evict;',
    ]),
    ...(asks ? [
      '# Tokens that their server does not vouch for, and who is asking about one: without `evict`, so that guesses push out nobody.',
      'js_shared_dict_zone zone=portcullis_asked:1m timeout=1h;',
    ] : []),
    ...(jwt?.dpop === undefined ? [] : [
      '# Proofs of possession that were used, none of which may make way for another while it counts: 16m holds some 60,000.',
      'js_shared_dict_zone zone=portcullis_dpop:16m timeout=24h;',
    ]),
  ];
}

/** What basic.conf and `auth_request_set` write, once nginx has checked. */
function renderChecked({ basic, auth_request: service }: IdentitySource = {}): readonly string[] {
  return [
    ...(basic === undefined ? [] : ['js_var $portcullis_user;', block('map "" $portcullis_users', [`default ${quote(basic.file ?? identitySchema.properties.basic.properties.file.default)};`])]),
    ...(service === undefined ? [] : ['js_var $portcullis_said;', 'js_var $mcp_auth_role;', 'js_var $mcp_auth_user;']),
  ];
}

function renderPassed(variable: string, header: string, ends: boolean): string {
  return block(`map "" $portcullis_to_${variable}`, [`default ${ends ? "''" : variableOf(header)};`]);
}

function variableOf(header: string): string {
  return `$http_${header.toLowerCase().replaceAll('-', '_')}`;
}
