/** How the gateway serves, from the environment. */
export interface Settings {
  /** As nginx's `listen` takes them. */
  readonly listen: readonly string[];
  /** Files of the certificate and its key; undefined serves plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** As nginx's `listen` takes it: counters and the health check. */
  readonly status: string;
  readonly workers: string;
}

/** What the environment says, or all that is wrong with it. */
export type SettingsResult = { readonly settings: Settings; readonly problems: readonly [] } | { readonly settings: undefined; readonly problems: readonly string[] };

const certificates: Readonly<Record<string, string>> = { files: '/etc/portcullis-tls', 'self-signed': '/run/portcullis/tls' };

/** Reads the PORTCULLIS_* settings; `hasIpv6` says whether the container has that family. */
export function readSettings(getenv: (name: string) => string | undefined, hasIpv6: boolean): SettingsResult {
  const get = (name: string, otherwise: string): string => (getenv(name) ?? '') || otherwise;
  const tls = get('PORTCULLIS_TLS', 'off');
  const listen = get('PORTCULLIS_LISTEN', tls === 'off' ? '8080' : '8443');
  const status = get('PORTCULLIS_STATUS', '127.0.0.1:8081');
  const workers = get('PORTCULLIS_WORKERS', 'auto');
  const problems = [
    ...(tls === 'off' || certificates[tls] !== undefined ? [] : [`PORTCULLIS_TLS: ${JSON.stringify(tls)} is not off, files or self-signed`]),
    ...(isAddress(listen) ? [] : [`PORTCULLIS_LISTEN: ${JSON.stringify(listen)} is not PORT or ADDRESS:PORT`]),
    ...(isAddress(status) ? [] : [`PORTCULLIS_STATUS: ${JSON.stringify(status)} is not PORT or ADDRESS:PORT`]),
    ...(/^(?:auto|[1-9]\d{0,2})$/.test(workers) ? [] : [`PORTCULLIS_WORKERS: ${JSON.stringify(workers)} is not auto or a number from 1 to 999`]),
  ];
  if (problems.length > 0) return { settings: undefined, problems };
  const folder = certificates[tls];
  return {
    settings: {
      listen: /^\d+$/.test(listen) && hasIpv6 ? [listen, `[::]:${listen}`] : [listen],
      tls: folder === undefined ? undefined : { cert: `${folder}/tls.crt`, key: `${folder}/tls.key` },
      status,
      workers,
    },
    problems: [],
  };
}

/** A port of its own would need a capability below 1024, which nginx itself says better than we could. */
function isAddress(text: string): boolean {
  const port = /^(?:(?:[\d.]+|\[[\da-f:.]+\]):)?(\d{1,5})$/i.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}
