import { expect, test } from 'vitest';
import { renderNginxConf, type NginxConf } from '../../../src/cli/start/nginx-conf.ts';

const conf: NginxConf = {
  listen: '127.0.0.1:8080',
  servers: [{ name: 'files', upstreamName: 'files_pool', upstreamUrl: new URL('http://127.0.0.1:3000/mcp'), paths: ['/mcp'] }],
  workers: 2,
  runDir: '/run/gate',
  jsModule: undefined,
};

test('a server becomes an upstream and a location that goes where the verdict says', () => {
  const text = renderNginxConf(conf);
  expect(text).toContain('upstream files_pool { server 127.0.0.1:3000;');
  expect(text).toMatch(/location "\/mcp" \{\s+set \$mcp_server files;\s+include portcullis\/location.conf;\s+proxy_pass http:\/\/\$mcp_upstream;/);
});

test('no module is loaded and no user set unless asked', () => {
  expect(renderNginxConf(conf)).not.toMatch(/load_module|^user/m);
  expect(renderNginxConf({ ...conf, jsModule: '/m.so', user: 'nobody nogroup' })).toMatch(/^load_module "\/m.so";\nuser nobody nogroup;/);
});

test('an https server is asked by name and its certificate verified', () => {
  const text = renderNginxConf({ ...conf, servers: [{ name: 'files', upstreamName: 'files', upstreamUrl: new URL('https://mcp.example.com/mcp'), paths: ['/mcp'] }] });
  expect(text).toContain('server mcp.example.com:443;');
  expect(text).toContain('proxy_pass https://$mcp_upstream;');
  expect(text).toContain('proxy_ssl_name mcp.example.com;');
  expect(text).toContain('proxy_ssl_verify on;');
});

test('with a certificate it serves HTTPS', () => {
  expect(renderNginxConf({ ...conf, tls: { cert: '/c', key: '/k' } })).toMatch(/listen 127\.0\.0\.1:8080 ssl;[^]*ssl_certificate "\/c";\s+ssl_certificate_key "\/k";/);
});

test('what is fetched by https is held against the authorities of the system, and its secret kept in the environment', () => {
  const fetching = { ...conf, resolver: ['    resolver 127.0.0.53;'], fetches: { urls: ['https://login.example.com/introspect'], secret: { env: 'SECRET' } } };
  expect(renderNginxConf(fetching)).toMatch(/^env SECRET;\nevents [^]*\nhttp \{[^]*\n {4}resolver 127\.0\.0\.53;\n {4}js_fetch_trusted_certificate "\/[^"]*";\n[^]* {4}server \{/m);
  expect(renderNginxConf({ ...conf, fetches: { urls: ['http://127.0.0.1/keys'] } })).not.toContain('js_fetch_trusted_certificate');
  expect(renderNginxConf(conf)).not.toMatch(/js_fetch_trusted_certificate|^env /m);
});

test('a header of keys that location.conf does not know is kept from the server', () => {
  expect(renderNginxConf({ ...conf, keyHeader: 'Acme-Key' })).toMatch(/include portcullis\/location.conf;\s+proxy_set_header Acme-Key "";\s+set \$portcullis_taken Acme-Key;\s+proxy_pass/);
  expect(renderNginxConf(conf)).not.toContain('$portcullis_taken');
});

test('a decision point has an upstream, and a location that no other request reaches it by', () => {
  const text = renderNginxConf({ ...conf, decisionPoint: { location: '/portcullis_decision', upstreamName: 'portcullis_decision', upstreamUrl: new URL('http://127.0.0.1:3592/access/v1/evaluation') } });
  expect(text).toContain('upstream portcullis_decision { server 127.0.0.1:3592;');
  expect(text).toMatch(/location = \/portcullis_decision \{\s+include portcullis\/decisions\.conf;\s+proxy_set_header Host 127\.0\.0\.1:3592;\s+proxy_pass http:\/\/portcullis_decision\/access\/v1\/evaluation;/);
});
