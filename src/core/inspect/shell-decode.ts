const separators: readonly (readonly [string, string])[] = [
  ['%25', '%'],
  ['%25', '%'],
  ['%0a', '\n'],
  ['%0A', '\n'],
  ['%0d', '\r'],
  ['%0D', '\r'],
  ['%20', ' '],
  ['%09', ' '],
  ['%3b', ';'],
  ['%3B', ';'],
  ['%7c', '|'],
  ['%7C', '|'],
  ['%26', '&'],
  ['%60', '`'],
  ['%24', '$'],
  ['%28', '('],
  ['%2f', '/'],
  ['%2F', '/'],
];

/** Undoes percent-encoding, also repeated, of what separates commands; each pass is one native search. */
export function decodeSeparators(text: string): string {
  let decoded = text;
  for (const [encoded, plain] of separators) decoded = decoded.replaceAll(encoded, plain);
  return decoded;
}
