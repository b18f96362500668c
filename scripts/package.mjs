// `npm run package [-- FOLDER]`: the release archive, portcullis-<version>.tar.gz and its SHA-256, in FOLDER (release/).
// It is made from committed files and the packages the lock file names, so the same sources give the same bytes.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readContents } from './package/contents.mjs';
import { renderTar } from './package/tar.mjs';

const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(root, 'release'));
process.chdir(root);

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const name = `portcullis-${version}.tar.gz`;
const archive = gzipSync(renderTar(await readContents(version), releaseTime(version)), { level: 9 });
const sha256 = createHash('sha256').update(archive).digest('hex');

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, name), archive);
writeFileSync(join(folder, `${name}.sha256`), `${sha256}  ${name}\n`);
console.log(`${join(folder, name)}  ${(archive.length / 1024).toFixed(1)} KiB\nsha256 ${sha256}`);

/** Every file's time: midnight of the day the changelog gives this version. */
function releaseTime(version) {
  const heading = `## [${version}] - `;
  const line = readFileSync('CHANGELOG.md', 'utf8').split('\n').find((text) => text.startsWith(heading));
  if (line === undefined) throw new Error(`CHANGELOG.md has no entry "${heading}YYYY-MM-DD"`);
  return Date.parse(line.slice(heading.length)) / 1000;
}
