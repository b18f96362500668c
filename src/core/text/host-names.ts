/** The last label or labels of names that only resolvers inside know, a regex source. */
export const internalEnding =
  'localhost|localhost6|localdomain6?|localnet|local|internal|intranet|private|priv|corp|home|lan|svc|loc|consul|default|docker|containers|kube|nomad|home\\.arpa|fritz\\.box';

/** Public names that are known to resolve to loopback, as they or names below them; a regex source. */
export const loopbackName =
  'localtest\\.me|lvh\\.me|vcap\\.me|fuf\\.me|lacolhost\\.com|localh(?:ost)?\\.st|localho\\.st|smackaho\\.st|ulh\\.us|yoogle\\.com|42foo\\.com|beweb\\.com|loopback\\.jp|127-0-0-1\\.org\\.uk|bugbounty\\.dod\\.network|mail\\.ebc\\.apple\\.com';

/** Public zones whose names carry the address they resolve to, or answer by turns with addresses of the asker's choice; a regex source. */
export const addressZone =
  'nip\\.(?:io|dev)|sslip\\.io|xip\\.(?:io|name)|traefik\\.me|backname\\.io|local-ip\\.(?:co|sh|medicmobile\\.org)|localip\\.(?:co|dev)|ip\\.addr\\.tools|rbndr\\.us|1u\\.ms|rebind\\.network|rebind\\.it|cname\\.dev';
