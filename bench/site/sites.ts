import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/cli/folders.ts';
import type { CallerCase } from '../callers.ts';
import { cores } from '../cores.ts';
import { sessionId } from '../requests.ts';
import { compileBenchPolicy } from '../policy.ts';
import type { Site } from './conf.ts';
import { gatewayLocation, plainLocation } from './location.ts';

/** Ports of the servers behind every site. */
export interface Upstreams {
  readonly calls: number;
  readonly streams: number;
}

/** nginx as a proxy, without njs. */
export function plainSite(upstreams: Upstreams): Site {
  return {
    name: 'plain',
    files: plainIncludes(),
    usesNjs: false,
    core: cores.measured,
    http: renderUpstreams(upstreams),
    server: `include portcullis/server.conf;\n    ${plainLocation('/mcp', 'files')}\n    ${plainLocation('/stream', 'streams')}`,
  };
}

/** The plain site with a handler that does nothing: what njs alone costs. */
export function emptyHandlerSite(upstreams: Upstreams): Site {
  return {
    name: 'empty handler',
    files: { ...plainIncludes(), 'empty.js': 'export default { access() {} };\n' },
    usesNjs: true,
    core: cores.measured,
    http: `js_engine qjs;\n    js_import empty from empty.js;\n    ${renderUpstreams(upstreams)}`,
    server: `include portcullis/server.conf;\n    ${plainLocation('/mcp', 'files', 'js_access empty.access;')}\n    ${plainLocation('/stream', 'streams', 'js_access empty.access;')}`,
  };
}

/** Portcullis as it ships, with a policy of so many tools; `caller` where callers are not known by a role header. */
export function gatewaySite(upstreams: Upstreams, tools: number, caller?: CallerCase): Site {
  const bundle = (file: string): string => readFileSync(join(packageRoot(), 'dist', file), 'utf8');
  return {
    name: `Portcullis, ${tools} tools`,
    files: { ...includes(), 'portcullis/portcullis.js': bundle('portcullis.js'), 'portcullis/identity.js': bundle('identity.js'), 'portcullis/policy.conf': compileBenchPolicy(tools, caller?.identity, caller?.files) },
    usesNjs: true,
    core: cores.measured,
    http: `include portcullis/http.conf;\n    include portcullis/policy.conf;\n    ${renderUpstreams(upstreams)}`,
    server: `include portcullis/server.conf;\n    ${gatewayLocation('/mcp', 'files')}\n    ${gatewayLocation('/stream', 'streams')}`,
  };
}

/** The MCP server behind: it reads each call whole and answers a small result, all of one session. */
export function answeringSite(): Site {
  const result = '{"jsonrpc":"2.0","id":17,"result":{"content":[{"type":"text","text":"Done."}]}}';
  return {
    name: 'upstream',
    files: {
      'answer.js': `const result = '${result}';\nexport default { answer(r) { r.headersOut['Content-Type'] = 'application/json'; r.headersOut['Mcp-Session-Id'] = '${sessionId}'; r.return(200, result); } };\n`,
    },
    usesNjs: true,
    core: cores.others,
    http: 'js_engine qjs;\n    js_import answer from answer.js;\n    client_max_body_size 16m;\n    client_body_buffer_size 4m;',
    server: 'location / { js_content answer.answer; }',
  };
}

function includes(): Readonly<Record<string, string>> {
  const folder = join(packageRoot(), 'nginx/portcullis');
  return Object.fromEntries(readdirSync(folder).map((name) => [`portcullis/${name}`, readFileSync(join(folder, name), 'utf8')]));
}

/** Without the locations that take njs. */
function plainIncludes(): Readonly<Record<string, string>> {
  const shipped = includes();
  return { ...shipped, 'portcullis/server.conf': (shipped['portcullis/server.conf'] ?? '').replace('include portcullis/identity.conf;', '') };
}

function renderUpstreams({ calls, streams }: Upstreams): string {
  return `upstream files { server 127.0.0.1:${calls}; keepalive 16; keepalive_requests 100000000; }
    upstream streams { server 127.0.0.1:${streams}; keepalive 16; }`;
}
