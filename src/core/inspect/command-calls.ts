import { classifyName } from './command-names.ts';
import type { CommandReading } from './command-reading.ts';

/** A program that a simple command runs, and the words behind it. */
export interface Call {
  readonly name: string;
  readonly words: readonly string[];
}

/** More simple commands than this that need a close look are refused: each costs time, and nobody writes so many. */
const mostLooked = 1000;
const mostCalls = 300;
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
const executes = /^-(?:exec|execdir|ok|okdir)$/;
/** An option, a number or time, an assignment, a placeholder, an option of cmd.exe. */
const between = /^(?:-|\d[\w.]*$|[a-z_]\w*=|[{}%@]|\/[a-z]{1,2}$)/i;

/**
 * Whether `test` holds for a program of these names, where it stands as a command does and not within the argument of another.
 * Only simple commands that `hint` says something about are looked at.
 */
export function someCall(reading: CommandReading, names: ReadonlySet<string>, hint: RegExp, test: (call: Call) => boolean): boolean {
  let looked = 0;
  let count = 0;
  const prints = readsCommands.test(reading.text);
  for (const simple of reading.simple) {
    if (simple === '' || !hint.test(simple)) continue;
    if (++looked > mostLooked) return true;
    for (const call of callsOf(wordsOf(simple), names, prints)) {
      if (++count > mostCalls || test(call)) return true;
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
  const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).toLowerCase();
  return name.replace(ending, '');
}

/** The calls of programs of these names in a simple command: one of each name, since what stands behind the first holds what stands behind the next. */
export function callsOf(words: readonly string[], names: ReadonlySet<string>, prints = false): readonly Call[] {
  const calls = new Map<string, Call>();
  const take = (name: string, at: number): void => {
    if (names.has(name) && !calls.has(name)) calls.set(name, { name, words: words.slice(at + 1) });
  };
  let isRun = true;
  let isAnywhere = false;
  let isOption = false;
  for (const [at, word] of words.entries()) {
    const name = nameOf(word);
    if (isRun || isAnywhere) take(name, at);
    if (isAnywhere) continue;
    if (!isRun) {
      isRun = executes.test(word);
      continue;
    }
    isAnywhere = at >= mostRunners || elsewhere.has(name);
    // An option of a program that runs another may have a word of its own.
    isRun = runners.has(name) || (prints && printers.has(name)) || between.test(word) || (isOption && classifyName(name) === undefined);
    isOption = word.startsWith('-');
  }
  return [...calls.values()];
}
