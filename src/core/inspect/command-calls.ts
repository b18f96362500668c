import { classifyName } from './command-names.ts';
import type { CommandReading } from './command-reading.ts';

/** A program that a simple command runs, and the words behind it. */
export interface Call {
  readonly name: string;
  readonly words: readonly string[];
}

/** More simple commands than this that need a close look are refused: each costs time, and nobody writes so many. */
const mostLooked = 300;
/** More words than this before a program hide it: from there on it may be any word. */
const mostRunners = 64;
/** Programs, and words of the shell, that run what follows them behind options. */
const runners = new Set(
  'sudo doas env nohup time nice ionice timeout setsid stdbuf strace xargs parallel exec command builtin busybox toybox eval then do else elif if while until ! trap coproc sh bash dash ash ksh zsh tcsh csh fish cmd powershell pwsh start call watch { } @ <<<'.split(' '),
);
/** Those that run it behind words of their own, which can be anything. */
const elsewhere = new Set('ssh docker podman kubectl wsl su chroot nsenter unshare flock runuser systemd-run script tmux screen psexec schtasks at'.split(' '));
/** What prints becomes a command where a shell reads it. */
const printers = new Set(['echo', 'printf']);
const readsCommands = /\|[^|;&\n]*?(?<![\w.-])(?:ba|da|k|z|a)?sh(?![\w.-])/i;
const executes = ['-exec', '-execdir', '-ok', '-okdir'];
/** An option, a number or time, an assignment, a placeholder, an option of cmd.exe. */
const between = /^(?:-|\d[\w.]*$|[a-z_]\w*=|[{}%@]|\/[a-z]{1,2}$)/i;

/**
 * Whether `test` holds for a program of these names, where it stands as a command does and not within the argument of another.
 * Only simple commands that `hint` says something about are looked at.
 */
export function someCall(reading: CommandReading, names: ReadonlySet<string>, hint: RegExp, test: (call: Call) => boolean): boolean {
  let looked = 0;
  const prints = reading.has(['|']) && readsCommands.test(reading.text);
  for (const simple of reading.simple) {
    if (simple === '' || !hint.test(simple)) continue;
    if (++looked > mostLooked) return true;
    for (const call of callsOf(wordsOf(simple), names, prints)) {
      if (test(call)) return true;
    }
  }
  return false;
}

/** The words of a simple command; `{rm,-rf,x}` is one too. */
export function wordsOf(simple: string): readonly string[] {
  const words = simple.split(' ').filter((word) => word !== '');
  const [first = ''] = words;
  return first.startsWith('{') && first.includes(',') ? first.slice(1).replace('}', '').split(',') : words;
}

const ending = /\.(?:exe|com|ext[234]|xfs|btrfs|vfat|fat|ntfs)$/;
/** The name of a program, without folders and what a file's name ends in. */
export function nameOf(word: string): string {
  const at = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'));
  const name = (at < 0 ? word : word.slice(at + 1)).toLowerCase();
  return name.includes('.') ? name.replace(ending, '') : name;
}

/** The calls of programs of these names in a simple command: one of each name, since what stands behind the first holds what stands behind the next. */
export function callsOf(words: readonly string[], names: ReadonlySet<string>, prints = false): readonly Call[] {
  const calls: Call[] = [];
  let isAnywhere = false;
  let isOption = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const name = nameOf(word);
    if (names.has(name) && !calls.some((call) => call.name === name)) calls.push({ name, words: words.slice(at + 1) });
    if (isAnywhere) continue;
    isAnywhere = at >= mostRunners || elsewhere.has(name);
    // An option of a program that runs another may have a word of its own.
    const isRun = isAnywhere || runners.has(name) || (prints && printers.has(name)) || between.test(word) || (isOption && classifyName(name) === undefined);
    isOption = word.startsWith('-');
    if (!isRun) at = nextExecuted(words, at);
  }
  return calls;
}

/** The last word before a command that `find` runs; the end if there is none. */
function nextExecuted(words: readonly string[], from: number): number {
  const next = executes.map((option) => words.indexOf(option, from)).filter((at) => at >= 0);
  return next.length === 0 ? words.length : Math.min(...next);
}
