// Counts the instructions nginx runs in user space for one call, plain and through Portcullis, with valgrind's
// callgrind: unlike time, the count is the same whatever else the machine does. For finding out what a change costs.
// Calls are in a session, as real ones are, unless `--no-session` comes after the size; with `--key` an API key shows who
// calls; with `--jwt` an ES256 token that is remembered, with `--jwt-new` one that has to be verified.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const size = Number(process.argv[2] ?? 280);
const session = process.argv.includes('--no-session') ? {} : { 'mcp-session-id': '5b0c1f7e-6a51-4f0e-9d3b-2f8a7c4e1d90' };
const withKey = process.argv.includes('--key');
const withNew = process.argv.includes('--jwt-new');
const withToken = withNew || process.argv.includes('--jwt');
const few = 20;
const many = 220;
const port = { upstream: 18991, gateway: 18992 };

const tokenWays = `{ jwt: [{ issuer: "https://issuer.example", audiences: ["https://mcp.example/mcp"], keys_file: keys.json, remember: ${withNew ? 'off' : '10m'} }] }`;
const policy = `version: 1
identity: ${withToken ? tokenWays : withKey ? '{ api_keys: {} }' : '{ role_header: X-Agent-Role, trusted_hops: [127.0.0.0/8] }'}
roles: { reader: {}, operator: { inherits: [reader] } }
limits: { body: 4MiB }
servers:
  files:
    upstream: files
    tools:
      read: { roles: [reader], arguments: { path: { kind: path, within: [/srv/data] } } }
      write: { roles: [operator], arguments: { path: { kind: path, within: [/srv/data] }, text: { kind: text, string: 2MiB } } }
`;

if (spawnSync('valgrind', ['--version']).status !== 0) {
  console.error('instructions: needs valgrind on PATH');
  process.exit(2);
}
const install = JSON.parse(spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'nginx', '--json'], { encoding: 'utf8' }).stdout);
let identity = { 'x-agent-role': 'operator' };
const folder = mkdtempSync(join(tmpdir(), 'portcullis-instructions-'));
const upstream = http.createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json', ...session }).end('{"jsonrpc":"2.0","id":17,"result":{}}'));
});

try {
  writeSite();
  await new Promise((resolve) => { upstream.listen(port.upstream, '127.0.0.1', resolve); });
  for (const path of ['plain', 'mcp']) {
    const perCall = ((await countFor(path, many)) - (await countFor(path, few))) / (many - few);
    console.log(`${path.padEnd(6)} ${Math.round(perCall).toLocaleString('en').padStart(10)} instructions per call of ${size} B`);
  }
} finally {
  upstream.close();
  rmSync(folder, { recursive: true });
}

function writeSite() {
  cpSync(join(root, 'nginx/portcullis'), join(folder, 'portcullis'), { recursive: true });
  for (const bundle of ['portcullis.js', 'identity.js']) cpSync(join(root, 'dist', bundle), join(folder, 'portcullis', bundle));
  mkdirSync(join(folder, 'temp'));
  writeFileSync(join(folder, 'policy.yaml'), policy);
  if (withKey) identity = { authorization: `Bearer ${spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'key', 'add', 'bench', '--role', 'operator', '--file', join(folder, 'portcullis.keys.json')], { encoding: 'utf8' }).stdout.trim()}` };
  if (withToken) identity = { authorization: `Bearer ${makeToken()}` };
  spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'compile', join(folder, 'policy.yaml'), '-o', join(folder, 'portcullis/policy.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path temp/${name};`).join(' ');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${install.jsModule ? `load_module ${install.jsModule};` : ''}
daemon off; master_process off; pcre_jit on; pid nginx.pid; error_log error.log;
events {}
http {
  access_log off; ${temps} variables_hash_max_size 2048; keepalive_requests 100000;
  include portcullis/http.conf;
  include portcullis/policy.conf;
  upstream files { server 127.0.0.1:${port.upstream}; keepalive 16; }
  server {
    listen 127.0.0.1:${port.gateway};
    include portcullis/identity.conf;
    location = /plain { client_max_body_size 16m; client_body_buffer_size 2m; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; access_log plain.log combined; proxy_pass http://files; }
    location = /mcp { set $mcp_server files; access_log mcp.log portcullis; include portcullis/location.conf; proxy_pass http://$mcp_upstream; }
  }
}
`,
  );
}

/** A token as issuers write them, and its key beside the policy. */
function makeToken() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'ES256', use: 'sig' }] }));
  const time = Math.floor(Date.now() / 1000);
  const claims = { iss: 'https://issuer.example', aud: 'https://mcp.example/mcp', sub: '5f0c1f7e-6a51-4f0e-9d3b-2f8a7c4e1d90', iat: time, exp: time + 3600, jti: randomUUID(), client_id: 'agent', scope: 'openid files:read files:write', roles: ['operator', 'staff'] };
  const signed = [{ alg: 'ES256', kid: 'bench', typ: 'at+jwt' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** Runs nginx under callgrind for this many calls; all instructions, those of its start included. */
async function countFor(path, calls) {
  const argv = ['--tool=callgrind', '--callgrind-out-file=/dev/null', ...install.nginx, '-p', folder, '-c', join(folder, 'nginx.conf')];
  const nginx = spawn('valgrind', argv, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  nginx.stderr.on('data', (chunk) => { said += chunk; });
  const ended = new Promise((resolve) => { nginx.on('exit', resolve); });
  try {
    await awaitAnswer(nginx);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    await send(path, agent, JSON.stringify({ jsonrpc: '2.0', id: 17, method: 'initialize', params: {} }), {});
    for (let call = 0; call < calls; call++) await post(path, agent);
    agent.destroy();
  } finally {
    nginx.kill('SIGTERM');
    await ended;
  }
  const collected = /Collected : (\d+)/.exec(said);
  if (collected === null) throw new Error(`callgrind said:\n${said}\n${readFileSync(join(folder, 'error.log'), 'utf8')}`);
  return Number(collected[1]);
}

async function awaitAnswer(nginx) {
  while (nginx.exitCode === null) {
    try {
      await post('plain', false);
      return;
    } catch (error) {
      if (error.code !== 'ECONNREFUSED' && error.code !== 'ECONNRESET') throw error;
    }
  }
  throw new Error(`nginx did not start:\n${readFileSync(join(folder, 'error.log'), 'utf8')}`);
}

function post(path, agent) {
  const prose = 'The quarterly report shows that the output of the team has grown; we expect more, and it is fine. ';
  const params = size < 1000
    ? { name: 'read', arguments: { path: `/srv/data/${'reports/'.repeat(size / 8)}annual.txt` } }
    : { name: 'write', arguments: { path: '/srv/data/report.txt', text: prose.repeat(size / prose.length + 1).slice(0, size) } };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 17, method: 'tools/call', params });
  return send(path, agent, body, session);
}

function send(path, agent, body, more) {
  const headers = { ...more, 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...identity, 'mcp-protocol-version': '2025-11-25', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port: port.gateway, path: `/${path}`, method: 'POST', headers, agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; }).on('end', () => {
        if (text.includes('"result"')) resolve();
        else reject(new Error(`denied: ${text}`));
      });
    });
    request.on('error', reject).end(body);
  });
}
