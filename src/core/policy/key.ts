/**
 * Keys of the compiled policy in nginx's `map`. nginx matches map strings ignoring case and its default hash
 * bucket (64 bytes) takes keys of at most 46 bytes, so capitals are written `^x`, anything outside
 * `a-z 0-9 _ . - / :` is `%` plus its code in hex and `;`, and a longer key is followed chunk by chunk: a chunk
 * that goes on ends in `>`, its entry names the prefix of the next one.
 */
export type EntryKind = 'server' | 'tool' | 'prompt' | 'resources' | 'resource' | 'template' | 'role' | 'key' | 'issuer' | 'introspection' | 'dpop' | 'name' | 'user';

/** Longest key, or chunk of one: leaves room for a chunk's prefix in 46 bytes. */
export const chunkLength = 36;
const kindLetters: { readonly [K in EntryKind]: string } = { server: 's', tool: 't', prompt: 'p', resources: 'u', resource: 'd', template: 'm', role: 'r', key: 'k', issuer: 'i', introspection: 'q', dpop: 'h', name: 'n', user: 'a' };
const plain = /^[a-z0-9_.\-/:]*$/;

/** The whole encoded key of an entry; `name` may be empty for entries a server has one of. Server names hold no colon. */
export function entryKey(kind: EntryKind, server: string, name: string): string {
  const key = `${kindLetters[kind]}:${server}:${name}`;
  return plain.test(key) ? key : encode(key);
}

function encode(key: string): string {
  return key.replace(/[^a-z0-9_.\-/:]/g, (unit) =>
    unit >= 'A' && unit <= 'Z' ? `^${unit.toLowerCase()}` : `%${unit.charCodeAt(0).toString(16)};`,
  );
}

/** Splits an encoded key into chunks that each fit a bucket, all but the last ending in `>`; nearly always one. */
export function keyChunks(key: string): string[] {
  if (key.length <= chunkLength) return [key];
  const chunks: string[] = [];
  let at = 0;
  for (; key.length - at > chunkLength; at += chunkLength) chunks.push(`${key.slice(at, at + chunkLength)}>`);
  chunks.push(key.slice(at));
  return chunks;
}
