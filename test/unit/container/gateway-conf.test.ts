import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { needed } from '../../../src/cli/nginx/version.ts';
import { renderGatewayConf, type GatewayConf } from '../../../src/container/gateway-conf.ts';
import { readSettings, type Settings } from '../../../src/container/settings.ts';

function settingsOf(env: Readonly<Record<string, string>>, hasIpv6 = false): Settings {
  const { settings, problems } = readSettings((name) => env[name], hasIpv6);
  if (settings === undefined) throw new Error(problems.join('\n'));
  return settings;
}

const upstreamUrl = { protocol: 'http:', hostname: 'server', port: 3000, host: 'server:3000', pathname: '/mcp' } as const;
const conf: GatewayConf = {
  settings: settingsOf({}),
  servers: [{ name: 'files', upstreamName: 'pool', upstreamUrl, target: { kind: 'name', host: 'server' }, paths: ['/mcp'] }],
  decisionPoints: [],
  fetches: undefined,
  policy: '# the policy',
  nameservers: ['127.0.0.11'],
  hasIpv6: false,
};

test('by default it serves plain HTTP on 8080, counters on loopback alone', () => {
  expect(settingsOf({})).toEqual({ listen: ['8080'], tls: undefined, status: '127.0.0.1:8081', workers: 'auto' });
  expect(settingsOf({}, true).listen).toEqual(['8080', '[::]:8080']);
  expect(settingsOf({ PORTCULLIS_LISTEN: '127.0.0.1:9000' }, true).listen).toEqual(['127.0.0.1:9000']);
});

test('a header of keys that location.conf does not know is kept from the server', () => {
  expect(renderGatewayConf({ ...conf, keyHeader: 'Acme-Key' })).toMatch(/include portcullis\/location.conf;\s+proxy_set_header Acme-Key "";\s+set \$portcullis_taken Acme-Key;\s+proxy_pass/);
});

test('TLS has its own port, and certificates where the setting says', () => {
  expect(settingsOf({ PORTCULLIS_TLS: 'files' })).toMatchObject({ listen: ['8443'], tls: { cert: '/etc/portcullis-tls/tls.crt', key: '/etc/portcullis-tls/tls.key' } });
  expect(settingsOf({ PORTCULLIS_TLS: 'self-signed' }).tls?.cert).toBe('/run/portcullis/tls/tls.crt');
});

test.each([
  ['PORTCULLIS_LISTEN', '0'], ['PORTCULLIS_LISTEN', '70000'], ['PORTCULLIS_LISTEN', 'host:80'], ['PORTCULLIS_LISTEN', '8080;'],
  ['PORTCULLIS_STATUS', 'off'], ['PORTCULLIS_TLS', 'on'], ['PORTCULLIS_WORKERS', '0'], ['PORTCULLIS_WORKERS', '2; x'],
])('%s=%j is refused', (name, value) => {
  expect(readSettings((asked) => (asked === name ? value : undefined), false).problems.join()).toContain(name);
});

test('a server known by name is asked for again and again, one known by address is not', () => {
  expect(renderGatewayConf(conf)).toMatch(/resolver 127\.0\.0\.11 valid=5s ipv6=off;[^]*upstream pool \{ zone portcullis_upstream_pool 64k; server server:3000 resolve; /);
  const fixed = renderGatewayConf({ ...conf, servers: conf.servers.map((server) => ({ ...server, target: { kind: 'address', host: '10.0.0.1' } })) });
  expect(fixed).toContain('upstream pool { server 10.0.0.1:3000; ');
});

test('servers that share an upstream share its block', () => {
  const [server] = conf.servers;
  const text = renderGatewayConf({ ...conf, servers: server === undefined ? [] : [server, { ...server, name: 'more', paths: ['/more'] }] });
  expect(text.match(/upstream pool/g)).toHaveLength(1);
  expect(text).toMatch(/location "\/more" \{\s+set \$mcp_server more;/);
});

test('the policy is part of the one file', () => {
  expect(renderGatewayConf(conf)).toContain('\n# the policy\n');
  expect(renderGatewayConf(conf)).not.toContain('include policy');
});

test('the image asks for the same versions as the command', async () => {
  const check = await readFile('nginx/docker/check-base', 'utf8');
  expect(check).toContain(`needed_nginx=${needed.nginx}\nneeded_njs=${needed.njs}\n`);
});

test('what is fetched is asked for under the name servers that are there, once, and held against the authorities of the image', () => {
  const text = renderGatewayConf({ ...conf, fetches: { urls: ['http://127.0.0.1/keys', 'https://login.example.com/introspect'], secret: { env: 'SECRET' } } });
  expect(text.match(/^ *resolver /gm)).toHaveLength(1);
  expect(text).toMatch(/\nhttp \{[^]*\n {4}js_fetch_trusted_certificate "\/etc\/ssl\/certs\/ca-certificates\.crt";\n[^]* {4}server \{/);
  expect(text).toMatch(/^env SECRET;\nevents /m);
});

test('a policy that fetches nothing by https has none of that, and a secret in a file needs no variable', () => {
  expect(renderGatewayConf(conf)).not.toMatch(/js_fetch_trusted_certificate|^env /m);
  expect(renderGatewayConf({ ...conf, fetches: { urls: ['http://127.0.0.1/introspect'], secret: { file: '/secret' } } })).not.toMatch(/js_fetch_trusted_certificate|^env /m);
});

test('a decision point known by name is followed as servers are, and asked by its own name', () => {
  const url = { protocol: 'https:', hostname: 'pdp.example.com', port: 8443, host: 'pdp.example.com:8443', pathname: '/v1/data/mcp/allow' } as const;
  const text = renderGatewayConf({ ...conf, decisionPoints: [{ location: '/opa', upstreamName: 'portcullis_decision_0', upstreamUrl: url, target: { kind: 'name', host: 'pdp.example.com' } }] });
  expect(text).toContain('upstream portcullis_decision_0 { zone portcullis_upstream_portcullis_decision_0 64k; server pdp.example.com:8443 resolve; ');
  expect(text).toMatch(/location = \/opa \{\s+include portcullis\/decisions\.conf;\s+proxy_set_header Host pdp\.example\.com:8443;\s+proxy_ssl_name pdp\.example\.com;\s+proxy_ssl_verify_depth 4;\s+proxy_ssl_trusted_certificate "\/etc\/ssl\/certs\/ca-certificates\.crt";\s+proxy_pass https:\/\/portcullis_decision_0\/v1\/data\/mcp\/allow;/);
});
