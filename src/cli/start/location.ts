/** What a location must know of the server behind it. */
export interface LocationServer {
  /** The policy's name of it. */
  readonly name: string;
  readonly upstreamUrl: { readonly protocol: string; readonly hostname: string };
}

/**
 * Renders the location of one public path; `authorities` is the file of certificate authorities an https server is checked against, `keyHeader`
 * the header of keys that location.conf does not take off.
 */
export function renderLocation(path: string, { name, upstreamUrl }: LocationServer, authorities: string, keyHeader?: string): string {
  const secure = upstreamUrl.protocol === 'https:';
  return [
    `        location ${quote(path)} {`,
    `            set $mcp_server ${name};`,
    '            include portcullis/location.conf;',
    ...(keyHeader === undefined ? [] : [`            proxy_set_header ${keyHeader} "";`, `            set $portcullis_taken ${keyHeader};`]),
    ...(secure ? verifyUpstream(upstreamUrl.hostname, authorities) : []),
    `            proxy_pass ${secure ? 'https' : 'http'}://$mcp_upstream;`,
    '        }',
  ].join('\n');
}

/** nginx neither sends a server's name nor checks its certificate unless told. */
function verifyUpstream(hostname: string, authorities: string): string[] {
  return [
    '            proxy_ssl_server_name on;',
    `            proxy_ssl_name ${hostname};`,
    '            proxy_ssl_verify on;',
    '            proxy_ssl_verify_depth 4;',
    `            proxy_ssl_trusted_certificate ${quote(authorities)};`,
  ];
}

/** One token of nginx's configuration. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
