const folders = 'bin|boot|dev|etc|home|lib(?:32|64)?|opt|proc|root|sbin|srv|sys|usr|var|users|library|usr/(?:s?bin|lib|local)|var/(?:lib|log)|applications|windows';
const variables = 'systemroot|systemdrive|windir|userprofile';
/** All that is in a folder. */
const content = String.raw`\.?\*{0,2}(?:\.\*)?`;
/** A wildcard among the folders of the root. */
const wildcard = String.raw`/[\w.-]{0,8}[*?[{][^/]*/?`;
/** The root, a home, a folder of the system, or all that is in one. */
const vitalWord = new RegExp(
  String.raw`^(?:(?:/(?:(?:${folders})/?)?|~\w{0,20}/?|\$\{?home(?:[:%#][^}]*)?\}?/?|[a-z]:[\\/]{0,2}(?:(?:windows|users|program ?files)[\\/]?)?|%(?:${variables})%[\\/]?|\$\{?env:(?:${variables})\}?[\\/]?)${content}|${wildcard})$`,
  'i',
);
/** Where a word ends, in raw text. */
const end = String.raw`(?![^\s;|&)'"}\x60<>$])`;
/** How one begins that is a path from the root, or goes back to it. */
const slash = String.raw`/(?<=[\s'"=,({\\]/|^/|/\./|/\.\./)`;
/** What a text must have that names such a target, in the subset of triggers, beginning with rare characters. */
export const vitalSign = (): string => String.raw`(?:${slash}/*(?:(?:${folders})/*)?${content}${end}|${slash}[\w.-]{0,8}[*?[{]|~\w{0,20}/*${content}${end}|\$\{?home|:(?<=[\s'"=,({][a-z]:|^[a-z]:)[\\/]{0,4}(?:windows|users|program ?files)?[\\/]{0,2}${content}${end}|%(?:${variables})%|\$\{?env:(?:${variables}))`;
/** The same of a simple command without quotes. */
export const vitalHint = String.raw`(?:^|[\s=,;|&{(\x60])(?:/+(?:(?:${folders})/*)?${content}(?=$|[\s,;|&)}\x60])|/[\w.-]{0,8}[*?[{]|~|\$\{?(?:home|env:)|[a-z]:(?!\w)|%[a-z])|/\.{1,2}/`;

/** Whether a word of a command names a vital folder, maybe by a way round. */
export function isVital(word: string): boolean {
  if (vitalWord.test(word)) return true;
  return word.includes('/') && vitalWord.test(resolve(word));
}

/** Whether one of the words does. */
export function aimsAtVital(words: readonly string[]): boolean {
  return words.some(isVital);
}

/** Goes back where `..` does. */
function resolve(path: string): string {
  const kept: string[] = [];
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    if (part === '..' && kept.length > 1) kept.pop();
    else if ((part !== '' && part !== '.') || index === 0 || (index === parts.length - 1 && part === '')) kept.push(part);
  }
  return kept.join('/') || '/';
}
