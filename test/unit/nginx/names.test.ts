import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import { readDirectives, type Directive } from '../../support/read-directives.ts';

const root = join(import.meta.dirname, '../../..');
const includes = readdirSync(join(root, 'nginx/portcullis')).map((file) => [file, readFileSync(join(root, 'nginx/portcullis', file), 'utf8')] as const);
const policies = ['nginx/policy.example.yaml', 'examples/start/policy.yaml'].map((file) => [file, compile(readFileSync(join(root, file), 'utf8'))] as const);
const all = [...includes, ...policies];

/** Directives that give something a name, and the names they give. */
const naming: Readonly<Record<string, (directive: Directive) => readonly string[]>> = {
  map: ({ args }) => args.slice(1),
  geo: ({ args }) => args.slice(-1),
  js_var: ({ args }) => args.slice(0, 1),
  set: ({ args }) => args.slice(0, 1),
  js_set: ({ args }) => args.slice(0, 1),
  js_import: ({ args }) => args.slice(0, 1),
  upstream: ({ args }) => args,
  log_format: ({ args }) => args.slice(0, 1),
  limit_req_zone: zoneOf,
  limit_conn_zone: zoneOf,
  js_shared_dict_zone: zoneOf,
  ssl_session_cache: ({ args }) => args.flatMap((arg) => arg.match(/(?<=^shared:)[^:]+/) ?? []),
};

/** Directives that name nothing, and what they set holds where they are included: in a server or location of ours. */
const plain = /^(?:absolute_redirect|access_log|add_header|add_header_inherit|client_\w+|default_type|error_page|gzip|http2|if|ignore_invalid_headers|include|internal|js_access|js_body_filter|js_content|js_engine|js_fetch_timeout|js_header_filter|js_periodic|keepalive_(?:min_)?timeout|large_client_header_buffers|proxy_\w+|return|send_timeout|server_tokens|subrequest_output_buffer_size|ssl_(?:protocols|ciphers|prefer_server_ciphers|session_timeout|session_tickets)|types|underscores_in_headers)$/;

/** What may stand in http{}, where it holds for everybody: only what names something. */
const forHttp = new Set(['js_var', 'map', 'geo', 'upstream', 'log_format', 'limit_req_zone', 'limit_conn_zone', 'js_shared_dict_zone', 'include']);

describe.each(all)('%s', (file, conf) => {
  const directives = readDirectives(conf);
  // Inside these blocks stand keys and values, not directives.
  const real = directives.filter(({ within }) => !['map', 'geo', 'upstream'].includes(within.at(-1) ?? ''));

  it('names nothing outside $mcp_* and the prefix portcullis', () => {
    const groups = [...conf.matchAll(/\(\?P?[<'](\w+)/g)].map(([, name = '']) => name);
    const names = [...real.flatMap((directive) => naming[directive.name]?.(directive) ?? []), ...groups];
    expect(names.filter((name) => !/^(?:\$mcp_[a-z]+|\$?portcullis(?:_[a-z_]+)?)$/.test(name))).toEqual([]);
  });

  it('has no directive this test does not know', () => {
    const unknown = real.map(({ name }) => name).filter((name) => name !== 'location' && naming[name] === undefined && !plain.test(name));
    expect(unknown).toEqual([]);
  });

  it('serves no path but those the documentation lists', () => {
    const locations = real.filter(({ name }) => name === 'location').map(({ args }) => args.join(' '));
    expect(locations).toEqual({ 'server.conf': ['= /portcullis_error', '/', '= /healthz'], 'identity.conf': ['= /portcullis_token'], 'oauth.conf': ['^~ /.well-known/oauth-protected-resource'] }[file] ?? []);
  });
});

it.each(all.filter(([file]) => !['server.conf', 'location.conf', 'identity.conf', 'oauth.conf', 'tls.conf'].includes(file)))('%s only names things: nothing in it changes what others have in http{}', (_, conf) => {
  const outermost = readDirectives(conf).filter(({ within }) => within.length === 0);
  expect(outermost.length).toBeGreaterThan(0);
  expect(outermost.map(({ name }) => name).filter((name) => !forHttp.has(name))).toEqual([]);
});

it('the includes define what a drop-in needs, so that this test reads them', () => {
  const names = includes.flatMap(([, conf]) => readDirectives(conf)).flatMap((directive) => naming[directive.name]?.(directive) ?? []);
  expect(names).toEqual(expect.arrayContaining(['$mcp_server', '$mcp_upstream', '$mcp_session', '$portcullis_ordinary', 'portcullis', 'portcullis_closed', 'portcullis_requests', 'portcullis_sessions', 'portcullis_tls']));
});

function zoneOf({ args }: Directive): readonly string[] {
  return args.flatMap((arg) => arg.match(/(?<=^zone=)[^:]+/) ?? []);
}

function compile(yaml: string): string {
  const { conf } = compilePolicy(yaml, 'policy.yaml');
  if (conf === undefined) throw new Error('the policy has errors');
  return conf;
}
