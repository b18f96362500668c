import { readFileSync } from 'node:fs';

/** Files of the archive: where each lies here, and its name there. */
const files = {
  'nginx/portcullis/http.conf': 'http.conf',
  'nginx/portcullis/location.conf': 'location.conf',
  'nginx/portcullis/server.conf': 'server.conf',
  'nginx/portcullis/tls.conf': 'tls.conf',
  'nginx/portcullis/triggers.conf': 'triggers.conf',
  'LICENSE': 'LICENSE',
  'dist/portcullis.js': 'portcullis.js',
  'dist/policy.schema.json': 'policy.schema.json',
  'nginx/policy.example.yaml': 'policy.example.yaml',
};

/**
 * What the archive holds, all below `portcullis/`. Nothing a user writes is in it (policy.yaml, policy.conf), so
 * unpacking a new version over an old one is an upgrade.
 */
export function readContents(version) {
  const entries = Object.entries(files).map(([path, name]) => ({ path: `portcullis/${name}`, mode: 0o644, content: readFileSync(path) }));
  const install = readFileSync('nginx/INSTALL.txt', 'utf8').replaceAll('@VERSION@', version);
  return [{ path: 'portcullis/', mode: 0o755 }, ...entries, { path: 'portcullis/INSTALL.txt', mode: 0o644, content: Buffer.from(install) }];
}
