import { readFileSync } from 'node:fs';
import { bundlePolicyCommand } from './policy-command.mjs';

/** Files of the archive: where each lies here, and its name there. */
const files = {
  'nginx/portcullis/http.conf': 'http.conf',
  'nginx/portcullis/identity.conf': 'identity.conf',
  'nginx/portcullis/location.conf': 'location.conf',
  'nginx/portcullis/server.conf': 'server.conf',
  'nginx/portcullis/oauth.conf': 'oauth.conf',
  'nginx/portcullis/tls.conf': 'tls.conf',
  'nginx/portcullis/triggers.conf': 'triggers.conf',
  'LICENSE': 'LICENSE',
  'dist/portcullis.js': 'portcullis.js',
  'dist/identity.js': 'identity.js',
  'dist/policy.schema.json': 'policy.schema.json',
  'nginx/policy.example.yaml': 'policy.example.yaml',
};

/**
 * What the archive holds, all below `portcullis/`. Nothing a user writes is in it (policy.yaml, policy.conf), so
 * unpacking a new version over an old one is an upgrade.
 */
export async function readContents(version) {
  const { program, licenses } = await bundlePolicyCommand();
  const install = readFileSync('nginx/INSTALL.txt', 'utf8').replaceAll('@VERSION@', version);
  return [
    { path: 'portcullis/', mode: 0o755 },
    ...Object.entries(files).map(([path, name]) => entry(name, readFileSync(path))),
    entry('INSTALL.txt', Buffer.from(install)),
    entry('portcullis-policy', readFileSync('nginx/portcullis-policy'), 0o755),
    entry('portcullis-policy.mjs', program),
    entry('THIRD-PARTY-LICENSES.txt', licenses),
  ];
}

function entry(name, content, mode = 0o644) {
  return { path: `portcullis/${name}`, mode, content };
}
