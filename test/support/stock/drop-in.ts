import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../bundle.ts';
import { startEverything } from '../everything.ts';
import { everythingPolicy } from '../policies.ts';
import { addToDefaultSite, setUpStock, type StockNginx } from './nginx.ts';

/** What server-everything offers, under the name the documented lines have. */
export const dropInPolicy = everythingPolicy.replace('\n  everything:', '\n  files:').replace('upstream: everything', 'upstream: files');

/** The lines a user adds, and nothing else: some to http{}, a location to a server{}. */
export interface Lines {
  readonly http: string;
  readonly location: string;
}

/** The least that will do. */
export const fewestLines: Lines = {
  http: `
include /etc/nginx/portcullis/http.conf;
include /etc/nginx/portcullis/policy.conf;
upstream files { server 127.0.0.1:3000; keepalive 16; }
`,
  location: `
	location /mcp {
		set $mcp_server files;
		include /etc/nginx/portcullis/location.conf;
		proxy_pass http://$mcp_upstream;
	}
`,
};

/** What INSTALL.txt of the archive says. */
export async function readInstallLines(): Promise<Lines> {
  const text = await readFile(join(packageFolder, 'nginx/INSTALL.txt'), 'utf8');
  const [, http, location] = /http \{\n(.*?)^ +server \{\n(.*?\}\n)/ms.exec(text) ?? [];
  if (http === undefined || location === undefined) throw new Error('INSTALL.txt has no lines to add');
  return { http, location };
}

/** Debian's nginx with those lines, before a real MCP server, and what `nginx -t` said. */
export interface DropIn extends StockNginx {
  readonly checked: string;
  /** Port of nginx, on this machine. */
  readonly port: number;
  /** The gateway's endpoint. */
  readonly url: string;
  /** The server's own. */
  readonly directUrl: string;
}

/** Lays it out with a policy. */
export function setUpDropIn(policy: string, { http, location }: Lines): Promise<StockNginx> {
  return setUpStock(policy, async (read) => ({
    'etc/nginx/conf.d/portcullis.conf': http,
    'etc/nginx/sites-available/default': addToDefaultSite(await read('etc/nginx/sites-available/default'), location),
  }));
}

/** Starts it. */
export async function startDropIn(lines: Lines): Promise<DropIn> {
  const stock = await setUpDropIn(dropInPolicy, lines);
  const server = await startEverything('streamableHttp', { port: 3000, onNetwork: stock.namespace.onNetwork });
  const checked = await stock.check();
  await stock.start();
  const port = await stock.namespace.publish(80);
  return {
    ...stock,
    checked,
    port,
    url: `http://127.0.0.1:${port}/mcp`,
    directUrl: `http://127.0.0.1:${await stock.namespace.publish(3000)}/mcp`,
    stop: async () => {
      await server.stop();
      await stock.stop();
    },
  };
}
