/** The first njs that answers a rejected `js_access` with an error (CVE-2026-18329). */
const minimumNjs = 0x010001;

/** Throws, and so denies, on an njs or nginx that could let a request pass unjudged; the text names both versions. */
export function requireEngine(r: NginxHTTPRequest): void {
  if (njs.version_number >= minimumNjs && r.variables['portcullis_nginx_supported'] === '1') return;
  throw new Error(`needs nginx >= 1.30.4 and njs >= 1.0.1, found nginx ${r.variables['nginx_version'] ?? '?'} and njs ${njs.version}`);
}
