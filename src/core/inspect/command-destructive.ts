import { someCall, type Call } from './command-calls.ts';
import { inspectCommands } from './command-inspectors.ts';

/** Where a word ends. */
const end = String.raw`(?![^\s;|&)'"}\x60])`;
/** The root, a home, a folder of the system, or all that is in one. */
const vital = String.raw`(?:/+|/*(?:bin|boot|dev|etc|home|lib(?:32|64)?|opt|proc|root|sbin|srv|sys|usr|var|users|library|usr/(?:s?bin|lib|local)|var/(?:lib|log)|applications|windows)/?|~\w{0,20}/?|\$\{?home\}?/?|[a-z]:[\\/]{0,2}(?:windows|users|program files)?[\\/]?|%(?:systemroot|systemdrive|windir|userprofile)%[\\/]?|\$env:(?:systemroot|systemdrive|windir|userprofile)[\\/]?)\.?\*{0,2}(?:\.\*)?`;
const vitalWord = new RegExp(`^${vital}$`, 'i');
/** A whole disk or part of one, or the memory of the machine. */
const device = String.raw`/dev/(?:[hsv]d[a-z]|xvd[a-z]|nvme\d|mmcblk\d|r?disk\d|mapper/|md\d|dm-\d|k?mem(?!\w)|port(?!\w))`;
const deviceWord = new RegExp(`^(?:of=|if=)?${device}`, 'i');

/** What needs no look at the words around it. */
const certain = String.raw`>\s{0,4}(?:${device}|/etc/(?:passwd|g?shadow|sudoers)(?![\w.-])|/proc/sysrq-trigger)|(?<![\w.-])(?::|\w{1,12})\s?\(\)\s?\{[^}]{1,40}\|[^}]{1,20}&\s{0,3};?\s{0,3}\}|%0\s?\|\s?%0|fork\s?while\s?(?:1|fork|true)|vssadmin(?:\.exe)?\s{1,4}delete\s{1,4}shadows|shadowcopy\s{1,4}delete|wbadmin(?:\.exe)?\s{1,4}delete\s{1,4}(?:catalog|systemstatebackup|backup)|recoveryenabled\s{1,4}no|clear-disk\s|cipher(?:\.exe)?\s{1,4}/w|(?<![\w.-])cd\s{1,4}/\s{0,3}(?:;|&&)\s{0,4}(?:sudo )?rm\s{1,4}-\w{0,4}r\w{0,4}\s{1,4}\*|rmtree\(\s?['\x22\\]{1,2}[/~]['\x22\\]|get-childitem\s[^|\n]{0,60}[a-z]:\\\s[^|\n]{0,60}\|\s{0,4}remove-item`;
const certainForm = new RegExp(certain, 'i');
/**
 * The name of a command that destroys, and anywhere behind it something vital: each looked for from the beginning, so that what is
 * written in between neither hides it nor costs more than its length.
 */
const signs = new RegExp(
  String.raw`${certain}|^(?=.*(?<![\w.-])(?:rm|chmod|chown|chgrp|mv|rd|rmdir|del|erase|ri|remove-item)\s)(?=.*[\s'"=]${vital}${end})|(?<![\w.-])(?:(?:mkfs|mke2fs|mkswap|wipefs|shred|dd|blkdiscard|sgdisk|fdisk|parted|truncate|hdparm)(?:\.\w{1,8})?\s[^;|&\n]{0,80}?/dev/|format(?:\.com)?\s{1,4}[a-z]:|find\s{1,4}(?:/|~|\$\{?home)[^;|&\n]{0,120}?\s-(?:delete|exec))`,
  'is',
);
const names =
  /(?<![\w.-])(?:rm|chmod|chown|chgrp|mv|rd|rmdir|del|erase|ri|remove-item|mkfs(?:\.\w{1,8})?|mke2fs|mkswap|wipefs|shred|dd|blkdiscard|sgdisk|fdisk|parted|truncate|hdparm|format(?:\.com)?|find)(?=\s)/gi;

/**
 * Stops commands that destroy a system, a home or a disk (CWE-78, OWASP LLM06 Excessive Agency): deleting or opening up
 * the root, a home or a system folder, writing to a disk as a device, making file systems, fork bombs, deleting
 * Windows' shadow copies. It lets pass deleting what lies deeper (`rm -rf build`, `rm -rf /srv/data/old`), images
 * written to files, and such a command as the argument of another (`grep 'rm -rf /' *.sh`).
 */
export const commandDestructive = inspectCommands('command.destructive', signs, (text) => hasForm(text) || someCall(text, names, destroys));

/** A function is a bomb only if it calls itself twice. */
const bomb = /(?<![\w.-])(:|\w{1,12})\s?\(\)\s?\{\s{0,4}\1\s{0,4}\|\s{0,4}\1\s{0,4}&/;

function hasForm(text: string): boolean {
  const found = certainForm.exec(text);
  if (found === null) return false;
  return !found[0].includes('{') || bomb.test(text) || certainForm.test(text.slice(found.index + found[0].length));
}

function destroys({ name, words, before }: Call): boolean {
  const base = name.replace(/\..*/, '');
  switch (base) {
    case 'rm':
      return (words.some(isRecursive) || words.some((word) => word.endsWith('*'))) && targets(words, before);
    case 'chmod':
    case 'chown':
    case 'chgrp':
      return words.some(isRecursive) && targets(words, before);
    case 'mv':
      return targets(words.slice(0, -1), before) && words.at(-1) === '/dev/null';
    case 'rd':
    case 'rmdir':
    case 'del':
    case 'erase':
    case 'ri':
    case 'remove-item':
      return words.some((word) => /^(?:\/[sq]|-r(?:ecurse)?)$/i.test(word)) && targets(words, before);
    case 'format':
      return words.some((word) => /^[a-z]:$/i.test(word));
    case 'find':
      return clears(words);
    case 'dd':
      return words.some((word) => word.startsWith('of=') && deviceWord.test(word));
    case 'parted':
    case 'fdisk':
    case 'sgdisk':
    case 'hdparm':
      return words.some((word) => /^(?:mklabel|mktable|rm|-Z|--zap-all|-o|--security-erase)$/.test(word)) && words.some((word) => deviceWord.test(word));
    default:
      return words.some((word) => deviceWord.test(word));
  }
}

function isRecursive(word: string): boolean {
  return /^-[a-z]*r/i.test(word) || word === '--recursive' || word === '--no-preserve-root';
}

function targets(words: readonly string[], before: string): boolean {
  return words.some((word) => vitalWord.test(word)) || (/(?:^|\s)find\s+['"]?(?:\/|~|\$HOME)['"]?\s/.test(before) && !isSelective(before));
}

/** `find / -delete`, without a word on which files. */
function clears(words: readonly string[]): boolean {
  const line = words.join(' ');
  return vitalWord.test(words[0] ?? '') && /\s-(?:delete|exec(?:dir)? (?:\S*\/)?(?:rm|shred)\b)/.test(line) && !isSelective(line);
}

function isSelective(line: string): boolean {
  return /\s-(?:i?l?name|i?path|i?wholename|i?regex|[acm](?:time|min)|c?newer|size|user|group|nouser|empty|perm|inum|maxdepth)\b/.test(line);
}
