import { someCall, type Call } from './command-calls.ts';
import { commandTriggers, inspectCommands } from './command-inspectors.ts';
import { somePipe } from './command-pipes.ts';
import type { CommandReading } from './command-reading.ts';
import { aimsAtVital, isVital, vitalHint, vitalSign } from './command-targets.ts';
import type { Trigger } from './trigger.ts';

/** A whole disk or part of one, or the memory of the machine. */
const device = String.raw`/dev/(?:[hsv]d[a-z]|xvd[a-z]|nvme\d|mmcblk\d|r?disk\d|mapper/|md\d|dm-\d|k?mem(?!\w)|port(?!\w))`;
/** The accounts of the machine. */
const accounts = String.raw`/etc/(?:passwd|g?shadow|sudoers)(?![\w.-])`;
const overwritten = new RegExp(`^(?:of=)?(?:${device}|${accounts})`, 'i');

/** What needs no look at the words around it. */
const certain = new RegExp(
  String.raw`>[|&]? ?(?:${device}|${accounts}|/proc/sysrq-trigger)|%0 ?\| ?%0|fork(?:\(\))? ?while ?(?:1|fork|true)|while ?\(? ?1 ?\)? ?\{? ?fork|rmtree\( ?[/~][),]`,
  'i',
);

/** Programs that delete or change what they are told, in whatever it is. */
const removers = ['rm', 'chmod', 'chown', 'chgrp', 'mv', 'rd', 'rmdir', 'del', 'erase', 'ri', 'remove-item'];
const writers = ['mkfs', 'mke2fs', 'mkswap', 'wipefs', 'shred', 'dd', 'blkdiscard', 'sgdisk', 'fdisk', 'parted', 'truncate', 'hdparm', 'format', 'tee', 'cp'];
const administration = ['vssadmin', 'wbadmin', 'wmic', 'bcdedit', 'cipher', 'clear-disk', 'get-wmiobject'];
const names: ReadonlySet<string> = new Set(['cd', 'find', ...removers, ...writers, ...administration]);

/**
 * Stops commands that destroy a system, a home or a disk (CWE-78, OWASP LLM06 Excessive Agency): deleting or opening up
 * the root, a home or a system folder, writing to a disk as a device, making file systems, fork bombs, deleting
 * Windows' shadow copies. It lets pass deleting what lies deeper (`rm -rf build`, `rm -rf /srv/data/old`), images
 * written to files, and such a command as the argument of another (`grep 'rm -rf /' *.sh`).
 */
export const commandDestructive = inspectCommands('command.destructive', (reading) => {
  if ((reading.has(certainWords) && certain.test(reading.text)) || hasBomb(reading.text)) return true;
  const folder = new Folder();
  const anyHint = reading.has(administrationWords) ? administrationHint : hint;
  if (!anyHint.test(reading.text)) return false;
  return someCall(reading, names, anyHint, (call) => folder.enters(call) || destroys(call, folder)) || clearsDrive(reading);
});

/** Necessary for {@link commandDestructive}. */
export function commandDestructiveTriggers(): readonly [Trigger, Trigger] {
  /** In raw text, where quotes and blanks may stand anywhere: tokens alone. */
  const named = String.raw`(?<![\w.-])(?:${removers.join('|')})(?=[\s'"$,\\])`;
  /** A part of the same simple command, before the next name: so each part is looked at once. */
  const between = String.raw`(?:(?!${named})(?:[<>]&|\\\r?\n|[^;|&\n]))*?`;
  return commandTriggers([
    String.raw`(?<![\w.-])find(?=[\s'"$\\])(?:(?!find)(?:[<>]&|\\\r?\n|[^;|&\n]))*?[\s'"}]-(?:delete|exec|ok)`,
    String.raw`(?<![\w.-])format(?=[\s'".$\\])(?:(?!format)[^;|&\n])*?:(?<=[\s'"}][a-z]:)(?![^\s'";|&/\\])`,
    String.raw`${named}${between}(?:${vitalSign()}|\*(?<=[\s'"/]\*)(?![^\s;|&)'"}\x60<>]))`,
    device,
    accounts,
    '/proc/sysrq',
    String.raw`&(?!&)[\s;]*\}`,
    String.raw`%0\s*\|`,
    String.raw`k(?<=fork)[\s;()]*(?:while|\})`,
    'vssadmin',
    'wbadmin',
    'w(?<=shadow)copy',
    'very(?<=recovery)enabled',
    '-disk(?<=clear-disk)',
    String.raw`/w(?<=[\s'"]/w)[:\s]`,
    String.raw`\((?<=rmtree\()`,
  ]);
}

const certainWords = ['/dev/', '/etc/', '/proc/', '%0', 'fork', 'rmtree'];
const administrationWords = ['vssadmin', 'shadowcopy', 'wbadmin', 'recoveryenabled', 'clear-disk'];
/** What a simple command that destroys something has in it. */
const hint = new RegExp(String.raw`${vitalHint}|${device}|${accounts}|/w|(?:^|[ /])\*`, 'i');
const administrationHint = new RegExp(`${hint.source}|${administrationWords.join('|')}`, 'i');

/** Where the last `cd` led. */
class Folder {
  isVital = false;

  enters({ name, words }: Call): boolean {
    if (name === 'cd') this.isVital = words.some(isVital);
    return false;
  }
}

const definition = /(?<![\w.-])(:|\w{1,40}) ?\(\) ?\{/g;
/** Bodies lie beside each other: where they come to more characters than this, they do not end, and such a text is no program. */
const mostRead = 400_000;

/** A function that calls itself twice, one piped into the other, and does not wait. */
function hasBomb(text: string): boolean {
  if (!text.includes('()') || !text.includes('|') || !text.includes('}')) return false;
  let read = 0;
  for (const match of text.matchAll(definition)) {
    const end = text.indexOf('}', match.index);
    read += Math.max(0, end - match.index);
    if (read > mostRead) return true;
    const body = text.slice(match.index + match[0].length, end < 0 ? match.index : end).replaceAll(' ', '').replaceAll('\n', ';');
    if (body.includes('&') && `;${body}`.includes(`;${match[1] ?? ''}|${match[1] ?? ''}`)) return true;
  }
  return false;
}

/** All files of a drive listed, and piped into what removes them. */
function clearsDrive({ text }: CommandReading): boolean {
  return somePipe(text, /\|[^|;&\n]*?remove-item/gi, (_, before) => /(?:get-childitem|gci|dir|ls) /i.test(before) && before.split(' ').some((word) => /^[a-z]:[\\/]?\*?$/i.test(word)));
}

function destroys({ name, words }: Call, folder: Folder): boolean {
  const has = (...wanted: readonly string[]): boolean => wanted.every((one) => words.some((word) => word.toLowerCase() === one));
  switch (name) {
    case 'rm':
      return words.some((word) => isRecursive(word) || word.endsWith('*')) && (aimsAtVital(words) || (folder.isVital && words.some((word) => /^(?:\.\/)?\*$/.test(word)) && words.some(isRecursive)));
    case 'chmod':
    case 'chown':
    case 'chgrp':
      return words.some(isRecursive) && aimsAtVital(words);
    case 'mv':
      return aimsAtVital(words.slice(0, -1)) && words.includes('/dev/null');
    case 'rd':
    case 'rmdir':
    case 'del':
    case 'erase':
    case 'ri':
    case 'remove-item':
      return words.some((word) => /^(?:\/[sq]|-r(?:ec?u?r?s?e?)?)$/i.test(word)) && aimsAtVital(words);
    case 'format':
      return words.some((word) => /^[a-z]:$/i.test(word));
    case 'find':
      return clears(words);
    case 'parted':
    case 'fdisk':
    case 'sgdisk':
    case 'hdparm':
      return words.some((word) => /^(?:mklabel|mktable|rm|-Z|--zap-all|-o|--security-erase)$/.test(word)) && words.some((word) => overwritten.test(word));
    case 'cp':
      return overwritten.test(words.at(-1) ?? '') && /^\/dev\//.test(words.at(-2) ?? '');
    case 'dd':
      return words.some((word) => word.startsWith('of=') && overwritten.test(word));
    case 'vssadmin':
      return has('delete', 'shadows');
    case 'wbadmin':
      return has('delete') && (has('catalog') || has('systemstatebackup') || has('backup'));
    case 'bcdedit':
      return has('recoveryenabled', 'no');
    case 'wmic':
    case 'get-wmiobject':
      return words.some((word) => /shadowcopy$/i.test(word)) && words.some((word) => /^delete/i.test(word));
    case 'cipher':
      return words.some((word) => /^\/w/i.test(word));
    case 'clear-disk':
      return true;
    default:
      return name !== 'cd' && words.some((word) => overwritten.test(word));
  }
}

function isRecursive(word: string): boolean {
  return /^-[a-z]*r/i.test(word) || word === '--recursive' || word === '--no-preserve-root';
}

/** `find / -delete`, without a word on which files. */
function clears(words: readonly string[]): boolean {
  if (!isVital(words[0] ?? '') || words.some((word) => selective.test(word))) return false;
  const at = words.findIndex((word) => /^-(?:exec|ok)(?:dir)?$/.test(word));
  return words.includes('-delete') || (at >= 0 && words.slice(at + 1).some((word) => /^(?:\S*\/)?(?:rm|shred)$/.test(word)));
}

const selective = /^-(?:i?l?name|i?path|i?wholename|i?regex|[acm](?:time|min)|c?newer|size|user|group|nouser|empty|perm|inum|maxdepth)$/;
