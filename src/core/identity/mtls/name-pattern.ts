/** Which part of a certificate a name is: a URI or a DNS name of its subject alternative names, or its whole subject. */
export const nameKinds = ['uri', 'dns', 'subject'] as const;
export type NameKind = (typeof nameKinds)[number];

/** A segment of a path, or a label of a host, that `*` may stand for. */
const segment = /^(?!\.{1,2}$)[\w.~-]+$/;
const label = /^[a-z0-9_-]+$/;

/** Whether a name of the policy stands for several. */
export function isPattern(kind: NameKind, name: string): boolean {
  return kind === 'uri' ? name.includes('/*') : kind === 'dns' && name.startsWith('*.');
}

/**
 * Whether a name fits a pattern. In a URI `*` stands for one whole segment of the path, and a last `**` for one or more; in a DNS name
 * a first `*` stands for one label. Nothing that is escaped, empty or of dots fits a `*`.
 */
export function fitsPattern(kind: NameKind, pattern: string, name: string): boolean {
  if (kind === 'dns') return label.test(name.slice(0, name.indexOf('.'))) && name.slice(name.indexOf('.')) === pattern.slice(1);
  const wanted = pattern.split('/');
  const parts = name.split('/');
  const goesOn = wanted.at(-1) === '**';
  if (goesOn ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return parts.every((part, at) => {
    const want = at < wanted.length ? wanted[at] : '**';
    return want === '*' || (goesOn && at >= wanted.length - 1) ? segment.test(part) : part === want;
  });
}
