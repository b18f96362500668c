import { renderAffinity } from '../cores.ts';

/** What differs between the sites compared; all else is the same text. */
export interface Site {
  readonly name: string;
  /** Files beside nginx.conf, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly usesNjs: boolean;
  /** The core its worker runs on. */
  readonly core: number;
  /** Within http{}. */
  readonly http: string;
  /** Within server{}. */
  readonly server: string;
}

/** A whole nginx.conf for a site: one worker, paths relative to its folder. */
export function renderConf(site: Site, port: number, jsModule: string | undefined): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path temp/${name};`);
  return `${site.usesNjs && jsModule !== undefined ? `load_module ${JSON.stringify(jsModule)};` : ''}
pcre_jit on;
worker_processes 1;
${renderAffinity(site.core)}
error_log error.log warn;
pid nginx.pid;
events { worker_connections 8192; }
http {
    ${temporary.join(' ')}
    map_hash_max_size 65536;
    map_hash_bucket_size 128;
    access_log off;
    # A connection is not closed within a round.
    keepalive_requests 100000000;
    ${site.http}
    server {
    listen 127.0.0.1:${port};
    ${site.server}
    }
}
`;
}
