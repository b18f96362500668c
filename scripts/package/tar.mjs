/*
 * A tar archive (POSIX ustar) whose bytes depend on nothing but names, modes, contents and the given time: no owner, no
 * clock, no order of a file system. Programs named tar differ in the options for that.
 */
const block = 512;

/** Renders entries `{ path, mode, content }` as a tar archive; a path that ends in `/` is a folder. */
export function renderTar(entries, time) {
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const parts = sorted.flatMap(({ path, mode, content = Buffer.alloc(0) }) => [renderHeader(path, mode, content.length, time), pad(content)]);
  // Two empty blocks end an archive.
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

function renderHeader(path, mode, size, time) {
  if (Buffer.byteLength(path) > 100) throw new Error(`too long for a tar header: ${path}`);
  const header = Buffer.alloc(block);
  const number = (value, digits) => value.toString(8).padStart(digits, '0');
  header.write(path, 0);
  header.write(number(mode, 7), 100);
  header.write(number(0, 7), 108);
  header.write(number(0, 7), 116);
  header.write(number(size, 11), 124);
  header.write(number(time, 11), 136);
  // The checksum is taken with blanks in its own place.
  header.write(' '.repeat(8), 148);
  header.write(path.endsWith('/') ? '5' : '0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  header.write('root', 265);
  header.write('root', 297);
  header.write(`${number(header.reduce((sum, byte) => sum + byte, 0), 6)}\0 `, 148, 'latin1');
  return header;
}

function pad(content) {
  return Buffer.concat([content, Buffer.alloc((block - (content.length % block)) % block)]);
}
