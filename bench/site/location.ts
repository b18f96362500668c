import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/cli/folders.ts';

/** The location of the gateway, as the shipped includes make it. */
export function gatewayLocation(path: string, server: string): string {
  return `location = ${path} {
        set $mcp_server ${server};
        access_log mcp.log portcullis;
        include portcullis/location.conf;
        proxy_pass http://$mcp_upstream;
    }`;
}

/** The same location without Portcullis: the shipped proxy settings and headers, and nginx's ordinary log. */
export function plainLocation(path: string, upstream: string, extra = ''): string {
  return `location = ${path} {
        access_log access.log combined;
        ${plainSettings().join('\n        ')}
        ${extra}
        proxy_pass http://${upstream};
    }`;
}

/**
 * What of location.conf any nginx would have in this place: all but the handlers, nginx's errors as JSON-RPC and the
 * CORS answers, and with the client's own headers for what Portcullis judged. A variable of Portcullis left in it fails to load.
 */
function plainSettings(): readonly string[] {
  const shipped = readFileSync(join(packageRoot(), 'nginx/portcullis/location.conf'), 'utf8');
  return shipped
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .filter((line) => !/^(?:js_|error_page\b|add_header Access-Control-)/.test(line))
    .map((line) => line.replace('$portcullis_to_host', '$http_host').replace('$mcp_role', '$http_x_agent_role'))
    .map((line) => line.replace('$portcullis_to_auth', '$http_authorization').replace('$portcullis_to_key', '$http_x_api_key').replace('$portcullis_to_dpop', '$http_dpop'));
}
