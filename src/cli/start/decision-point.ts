import { quote } from './location.ts';

/** Where an external decision point is asked (docs/decisions.md). */
export interface DecisionPoint {
  /** The policy's name of the location. */
  readonly location: string;
  /** The nginx `upstream` that holds its address. */
  readonly upstreamName: string;
  /** Of its endpoint, path and all. */
  readonly upstreamUrl: { readonly protocol: string; readonly hostname: string; readonly host: string; readonly pathname: string };
}

/** Renders its location; `authorities` is the file of certificate authorities an https one is checked against. */
export function renderDecisionPoint({ location, upstreamName, upstreamUrl }: DecisionPoint, authorities: string): string {
  const { protocol, hostname, host, pathname } = upstreamUrl;
  const secure = protocol === 'https:';
  return [
    `        location = ${location} {`,
    '            include portcullis/decisions.conf;',
    `            proxy_set_header Host ${host};`,
    // The include has it verified, and the name sent.
    ...(secure ? [`            proxy_ssl_name ${hostname};`, '            proxy_ssl_verify_depth 4;', `            proxy_ssl_trusted_certificate ${quote(authorities)};`] : []),
    `            proxy_pass ${secure ? 'https' : 'http'}://${upstreamName}${pathname};`,
    '        }',
  ].join('\n');
}
