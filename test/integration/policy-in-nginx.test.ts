import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { compilePolicy } from '../../src/compiler/compile.ts';
import { findFreePort } from '../support/free-port.ts';
import { startProcess, type Running } from '../support/process.ts';

const weird = 'we$ird \'n\' "q" \\ { ; } # ~ é\u{1F600} ${x}';
const value = 'v$1\'"\\{;}\n\t\u0001\u2028';
const long = 'AbcdE'.repeat(25);
const values = Array.from({ length: 500 }, (_, index) => `"value" $${index} \\`);

const policy = [
  'version: 1',
  'identity: { role_header: X-Agent-Role, trusted_hops: [127.0.0.2] }',
  'http: { hosts: [127.0.0.1, "*.example.com", "mcp.test:8443"], origins: ["https://app.example.com"] }',
  'roles: { reader: {}, Ops.Team: { inherits: [reader] } }',
  'servers:',
  '  files:',
  '    upstream: files',
  '    host: files.internal:3000',
  '    tools:',
  ...Array.from({ length: 20_000 }, (_, index) => `      tool_${index}: { roles: [reader] }`),
  `      ${JSON.stringify(weird)}: { roles: [reader], arguments: { a: { enum: [${JSON.stringify(value)}] } } }`,
  `      ${long}: { roles: [reader] }`,
  `      ${long.toLowerCase()}: { roles: [Ops.Team], alert: true }`,
  `      big: { roles: [reader], arguments: { a: { enum: ${JSON.stringify(values)} } } }`,
].join('\n');

/** A handler that answers with an entry and what the policy's maps say of the request. */
const handler = `
  import { readEntry } from ${JSON.stringify(resolve(import.meta.dirname, '../../src/core/policy/lookup.ts'))};
  function look(r) {
    const policy = { lookup: (key) => { r.variables.portcullis_key = key; return r.variables.portcullis_entry || undefined; } };
    const entry = readEntry(policy, 'tool', 'files', JSON.parse(decodeURIComponent(r.args.name))) ?? null;
    const maps = ['role', 'claimed', 'host', 'origin', 'to_host'].map((name) => r.variables['portcullis_' + name]);
    r.return(200, JSON.stringify({ entry, maps }));
  }
  export default { look };
`;

let folder: string;
let port: number;
let nginx: Running;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-policy-'));
  port = await findFreePort();
  const install = inject('nginx');
  await build({ stdin: { contents: handler, resolveDir: folder }, bundle: true, format: 'esm', outfile: join(folder, 'look.js'), logLevel: 'error' });
  await writeFile(join(folder, 'policy.conf'), compilePolicy(policy, 'policy.yaml').conf ?? 'not compiled');
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
  await writeFile(
    join(folder, 'nginx.conf'),
    `${install.jsModule === undefined ? '' : `load_module ${install.jsModule};`}
     daemon off; pid ${folder}/pid; error_log stderr notice; events {}
     http { access_log off; ${temp.join(' ')} js_engine qjs; js_path ${folder}; js_import look from look.js; js_var $portcullis_key;
     include ${folder}/policy.conf;
     server { listen 127.0.0.1:${port}; listen 127.0.0.2:${port}; location / { set $mcp_server files; js_content look.look; } } }`,
  );
  nginx = await startProcess([...install.nginx, '-p', folder, '-c', join(folder, 'nginx.conf')], { ready: /start worker process/ });
});

afterAll(async () => {
  await nginx.stop();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly entry: Readonly<Record<string, unknown>> | null;
  readonly maps: readonly string[];
}

/** Asks through curl, which sends any Host and comes from any loopback address. */
function ask(name: string, ...options: readonly string[]): Answer {
  const url = `http://127.0.0.1:${port}/?name=${encodeURIComponent(encodeURIComponent(JSON.stringify(name)))}`;
  return JSON.parse(spawnSync('curl', ['-sS', ...options, url], { encoding: 'utf8' }).stdout) as Answer;
}

it('finds each of 20,000 tools, and none that is not there', () => {
  expect(ask('tool_0').entry).toEqual({ name: 'tool_0', roles: ' reader Ops.Team ' });
  expect(ask('tool_19999').entry).toEqual({ name: 'tool_19999', roles: ' reader Ops.Team ' });
  expect(ask('tool_20000').entry).toBeNull();
  expect(ask('TOOL_0').entry).toBeNull();
});

it('tells long names apart that differ only by case', () => {
  expect(ask(long).entry).toEqual({ name: long, roles: ' reader Ops.Team ' });
  expect(ask(long.toLowerCase()).entry).toEqual({ name: long.toLowerCase(), roles: ' Ops.Team ', alert: true });
  expect(ask(long.toUpperCase()).entry).toBeNull();
});

it('brings back what nginx could misread, and rules longer than a token', () => {
  expect(ask(weird).entry).toMatchObject({ name: weird, args: { a: { enum: [value] } } });
  expect(ask('big').entry).toMatchObject({ args: { a: { enum: values } } });
});

it.each([
  ['no header', [], ['', '', '1', '', 'files.internal:3000']],
  ['a role from elsewhere', ['-H', 'X-Agent-Role: reader'], ['', 'reader', '1', '', 'files.internal:3000']],
  ['a role from a trusted hop', ['--interface', '127.0.0.2', '-H', 'X-Agent-Role: reader'], ['reader', 'reader', '1', '', 'files.internal:3000']],
  ['a host under a wildcard', ['-H', 'Host: a.b.example.com:99'], ['', '', '1', '', 'files.internal:3000']],
  ['the bare wildcard domain', ['-H', 'Host: example.com'], ['', '', '0', '', 'files.internal:3000']],
  ['a host of the same ending', ['-H', 'Host: evil-example.com'], ['', '', '0', '', 'files.internal:3000']],
  ['a host on another port than listed', ['-H', 'Host: mcp.test:8444'], ['', '', '0', '', 'files.internal:3000']],
  ['an origin that is listed', ['-H', 'Origin: https://app.example.com'], ['', '', '1', 'https://app.example.com', 'files.internal:3000']],
  ['an origin that is not', ['-H', 'Origin: https://app.example.com.evil.test'], ['', '', '1', '-', 'files.internal:3000']],
  ['two origins', ['-H', 'Origin: https://app.example.com', '-H', 'Origin: https://evil.test'], ['', '', '1', '-', 'files.internal:3000']],
])('judges a request with %s', (_, options, maps) => {
  expect(ask('tool_0', ...options).maps).toEqual(maps);
});
