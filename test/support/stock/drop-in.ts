import { startEverything } from '../everything.ts';
import { everythingPolicy } from '../policies.ts';
import { addToDefaultSite, setUpStock, type StockNginx } from './nginx.ts';

/** What server-everything offers, under the name the documented lines have. */
export const dropInPolicy = everythingPolicy.replace('\n  everything:', '\n  files:').replace('upstream: everything', 'upstream: files');

/** The lines a user adds, as INSTALL.txt has them: these to http{}, the location to a server{}, nothing else. */
export const httpLines = `
include /etc/nginx/portcullis/http.conf;
include /etc/nginx/portcullis/policy.conf;
upstream files { server 127.0.0.1:3000; keepalive 16; keepalive_timeout 4s; }
`;
export const locationLines = `
	location = /mcp {
		set $mcp_server files;
		include /etc/nginx/portcullis/location.conf;
		proxy_pass http://$mcp_upstream;
	}
`;

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

/** Starts it; `log` are further lines for the location. */
export async function startDropIn(log = ''): Promise<DropIn> {
  const stock = await setUpStock(dropInPolicy, async (read) => ({
    'etc/nginx/conf.d/portcullis.conf': httpLines,
    'etc/nginx/sites-available/default': addToDefaultSite(await read('etc/nginx/sites-available/default'), locationLines.replace('set ', `${log}set `)),
  }));
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
