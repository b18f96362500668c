import { identity } from '../policies.ts';
import { post, type PostOptions } from '../post.ts';
import type { RawAnswer } from '../raw-http.ts';
import { answerEmptyResult, startRecorder, type Recorder, type Script } from '../recorder.ts';
import { addToDefaultSite, setUpStock, type StockNginx } from './nginx.ts';

/** Each MCP location is a server of its own in the policy, all with the tool `read` but `tools`. */
const servers = ['files', 'tools', 'auth', 'any-deny', 'any-allow', 'all-deny'];
const policy = `
version: 1
${identity}
roles: { reader: {} }
servers:
${servers.map((name) => `  ${name}: { upstream: ${name === 'tools' ? 'tools' : 'files'}, path: /${name}/mcp, upstream_path: /mcp, tools: { ${name === 'tools' ? 'hammer' : 'read'}: { roles: [reader] } } }`).join('\n')}
`;

/** What somebody has in http{} before Portcullis comes. */
const ownHttp = (engine: string): string => `
${engine}
map_hash_bucket_size 128;
js_path   /etc/nginx/js;
js_import site from site.js;
js_set    $site_greeting site.greet;
map $arg_color $site_color { default none; red RED; ${'long'.repeat(20)} long; }
log_format own '$request_uri $status "$site_greeting" $site_color';
access_log /var/log/nginx/own.log own;
`;

const ownModule = `
var greeting = 'hello from ' + njs.engine;
function greet(r) { return greeting; }
function page(r) { r.headersOut['X-Engine'] = njs.engine; r.return(200, greeting + ' ' + r.variables.site_color); }
export default { greet, page };
`;

const ownLocations = `
	add_header X-Own yes;
	location = /script { js_content site.page; }
	location = /color { return 200 $site_color; }
	location = /missing { error_page 404 = /color; return 404; }
	location = /proxied { proxy_pass http://127.0.0.1:3000/elsewhere; }
	location = /check { internal; proxy_pass http://127.0.0.1:3002; proxy_pass_request_body off; proxy_set_header Content-Length ""; }
`;

const mcpLocation = (name: string, extra = ''): string => `
	location = /${name}/mcp {
		${extra}
		set $mcp_server ${name};
		include /etc/nginx/portcullis/location.conf;
		proxy_pass http://$mcp_upstream;
	}
`;

const ours = {
  http: `
include /etc/nginx/portcullis/http.conf;
include /etc/nginx/portcullis/policy.conf;
upstream files { server 127.0.0.1:3000; keepalive 16; }
upstream tools { server 127.0.0.1:3001; keepalive 16; }
`,
  locations: [
    mcpLocation('files', 'access_log /var/log/nginx/own.log own; access_log /var/log/nginx/mcp.log portcullis;'),
    mcpLocation('tools'),
    mcpLocation('auth', 'auth_request /check;'),
    mcpLocation('any-deny', 'satisfy any; deny all;'),
    mcpLocation('any-allow', 'satisfy any; allow all;'),
    mcpLocation('all-deny', 'satisfy all; deny all;'),
  ].join(''),
};

function setUp(engine: string, withOurs: boolean): Promise<StockNginx> {
  return setUpStock(policy, async (read) => ({
    'etc/nginx/conf.d/own.conf': ownHttp(engine),
    'etc/nginx/js/site.js': ownModule,
    'etc/nginx/conf.d/portcullis.conf': withOurs ? ours.http : '',
    'etc/nginx/sites-available/default': addToDefaultSite(await read('etc/nginx/sites-available/default'), `${ownLocations}${withOurs ? ours.locations : ''}`),
  }));
}

/** What is behind the gateway, by its port there. */
interface Behind {
  readonly files: Recorder;
  readonly tools: Recorder;
  /** Whom `auth_request` asks: who has a token is let in. */
  readonly check: Recorder;
}

export interface Site extends Behind {
  readonly stock: StockNginx;
  readonly checked: string;
  readonly get: (path: string) => Promise<RawAnswer>;
  readonly call: (path: string, body: string, options?: PostOptions) => Promise<RawAnswer>;
  /** Forgets what was sent so far. */
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts a stock nginx with somebody's own configuration, and with or without ours. */
export async function startOwnSite(engine: string, withOurs: boolean): Promise<Site> {
  const stock = await setUp(engine, withOurs);
  const behind: Behind = {
    files: await startRecorder(await stock.namespace.listen(3000)),
    tools: await startRecorder(await stock.namespace.listen(3001)),
    check: await startRecorder(await stock.namespace.listen(3002)),
  };
  const recorders = [behind.files, behind.tools, behind.check];
  const reset = (): void => {
    for (const recorder of recorders) recorder.reset();
    behind.files.answer(answerPage);
    behind.check.answer(answerCheck);
  };
  reset();
  const checked = await stock.check();
  await stock.start();
  const port = await stock.namespace.publish(80);
  return {
    ...behind,
    stock,
    checked,
    get: (path) => post(port, '', { path, method: 'GET' }),
    call: (path, body, options) => post(port, body, { path, ...options, headers: { 'X-Agent-Role': 'reader', ...options?.headers } }),
    reset,
    stop: async () => {
      await Promise.all(recorders.map((recorder) => recorder.stop()));
      await stock.stop();
    },
  };
}

/** The server behind also serves a page that has nothing to do with MCP. */
const answerPage: Script = (request, response) => {
  if (request.url === '/elsewhere') response.writeHead(200, { 'content-type': 'text/plain', 'x-powered-by': 'somebody' }).end('elsewhere');
  else answerEmptyResult(request, response);
};

const answerCheck: Script = ({ headers }, response) => { response.writeHead(headers.authorization === 'Bearer good' ? 204 : 401).end(); };
