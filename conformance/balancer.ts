/**
 * Renders the hop that says who calls, since the suites' clients cannot: an nginx of its own `server{}` that adds the role and
 * changes nothing else.
 */
export function renderBalancer(outer: number, inner: number): string {
  return `
    server {
        listen 127.0.0.1:${outer};
        access_log off;
        underscores_in_headers on;
        ignore_invalid_headers off;
        location / {
            proxy_http_version 1.1;
            proxy_buffering    off;
            proxy_read_timeout 1h;
            proxy_set_header   Connection   "";
            proxy_set_header   Host         $http_host;
            proxy_set_header   X-Agent-Role tester;
            proxy_pass         http://127.0.0.1:${inner};
        }
    }`;
}
