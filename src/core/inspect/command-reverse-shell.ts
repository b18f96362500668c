import { someCall, type Call } from './command-calls.ts';
import { commandTriggers, inspectCommands } from './command-inspectors.ts';
import { isShell, readsInput, runsInput, shells } from './command-interpreters.ts';
import { somePipe } from './command-pipes.ts';
import type { CommandReading } from './command-reading.ts';
import type { Trigger } from './trigger.ts';

const netcats: ReadonlySet<string> = new Set(['nc', 'ncat', 'netcat', 'socat']);
const aNetcat = /(?<![\w.-])(?:nc|ncat|netcat|socat)(?:\.exe)? /i;
const connects = /(?<![\w.-])(?:nc|ncat|netcat|telnet|socat|s_client)(?:\.exe)? /i;
const intoShell = /\|[^|;\n]*?(?<![\w.-])(?:ba|da|k|z|tc|c|a|fi)?sh(?![\w.-])/gi;
const intoConnection = /\|[^|;\n]*?(?<![\w.-])(?:nc|ncat|netcat|telnet|socat|s_client)(?:\.exe)? /gi;
/** A shell by its name, as a word of its own. */
const shellWord = /(?<![\w.-])(?:ba|da|k|z|tc|c|a)?sh(?![\w.-])|cmd\.exe|powershell/i;
const redirected = /^\d*[<>]/;
/** A program's own sockets; not those of systemd, nor a file's name. */
const socket = /(?<![\w./$-])(?:\w{0,20}::)?sockets?(?![\w/-])|-rsocket|socket\.socket|tcpsocket|require\(\\?net\\?\)|fsockopen|tcpclient|net\.(?:connect|createconnection|dial)\(|\/inet\/(?:tcp|udp)\//i;
/** What a program does with a connection to hand a shell over it. */
const handsOver =
  /dup2|pty\.spawn|subprocess|child_process|os\.system|popen|proc_open|shell_exec|passthru|(?<![\w.])system\(|(?<![\w.])exec ?\(|open\(std(?:in|out|err),|fdopen|(?<!#! ?)\/bin\/(?:ba|da|k|z)?sh(?![\w.-])|cmd\.exe|iex\W|invoke-expression|startinfo|processbuilder|getruntime|\|& ?getline|io\.popen|%x\(|spawn\(/i;

/**
 * Stops commands that hand a shell of this machine to another (CWE-78, MITRE ATT&CK T1059): by the shell's own network
 * devices, netcat, socat, a named pipe, or a few lines of a scripting language. It lets pass looking whether a port
 * answers (`nc -zv host 443`, `echo > /dev/tcp/host/80`), sending a file, and programs that use sockets for anything else.
 */
export const commandReverseShell = inspectCommands('command.reverse-shell', (reading) => {
  const { text } = reading;
  if (reading.has(['sock', 'tcpclient', 'net.', 'net)', '/inet/']) && socket.test(text) && handsOver.test(text)) return true;
  if (reading.has(['nc', 'ncat', 'netcat', 'socat']) && aNetcat.test(text) && someCall(reading, netcats, aNetcatAtEnd, servesShell)) return true;
  if (reading.has(['nc', 'netcat', 'telnet', 'socat', 's_client']) && connects.test(text) && (pipesShell(text) || (reading.has(['mkfifo', 'mknod', 'backpipe']) && shellWord.test(text)))) return true;
  return connectsShell(reading);
});

/** Necessary for {@link commandReverseShell}: what each way of handing a shell to another machine needs; tokens alone, beginning with rare characters where they can. */
export const commandReverseShellTriggers = (): readonly [Trigger, Trigger] => commandTriggers([
  '/dev/(?:tcp|udp)/',
  '/inet/(?:tcp|udp)/',
  String.raw`c(?<=(?<![\w.-])nc|(?<![\w.-])netc|(?<![\w.-])soc)(?:at)?(?:\.exe)?[\s'"]`,
  String.raw`ln(?<=(?<![\w.-])teln)et[\s'"]`,
  String.raw`h(?<=sh)['"]*\s+-[a-z]*i`,
  '_client(?<=s_client)',
  'k(?<=(?<![./$-])sock)(?:ets?(?:\\W|$)|open)',
  'k(?<=-rsock)et',
  'pclient(?<=tcpclient)',
  String.raw`\.(?<=net\.)(?:connect|createconnection|dial)\(`,
  String.raw`\((?<=require\()['"\\]{1,2}net['"\\]`,
  'xterm',
  'ztcp',
]);

const aNetcatAtEnd = /(?:nc|ncat|netcat|socat)(?:\.exe)?(?= )/i;

/** A shell whose input or output is a connection, an interactive one that is redirected anywhere, or a terminal shown elsewhere. */
function connectsShell(reading: CommandReading): boolean {
  const { text } = reading;
  const isConnected = reading.has(['/dev/tcp/', '/dev/udp/']);
  if (isConnected && ((reading.has(['read ']) && /\bdo (?:eval )?\$\w/i.test(text)) || somePipe(text, intoShell, (part, before) => /<&\d/.test(before) && runsInput(part)))) return true;
  if ((reading.has(['xterm ']) && reading.has(['-display'])) || (reading.has(['ztcp ']) && reading.has(['zsh']))) return true;
  if (!isConnected && !(reading.has(['sh -']) && /sh -[^\s-]*i/i.test(text))) return false;
  return someCall(reading, shells, isConnected ? /[<>]/ : /-\w*i/i, ({ name, words }) => {
    if (!words.some((word) => redirected.test(word))) return false;
    return (words.some((word) => /^-[a-z]*i$/.test(word)) || isConnected) && readsInput({ name, words });
  });
}

/** What a connection says, piped into a shell; or a shell piped into a connection. */
function pipesShell(text: string): boolean {
  if (!text.includes('|') || !shellWord.test(text)) return false;
  if (somePipe(text, intoShell, (part, before) => connects.test(before) && runsInput(part))) return true;
  return somePipe(text, intoConnection, (_, before) => before.split('|').some((part) => isShell(part) && runsInput(part)));
}

function servesShell({ name, words }: Call): boolean {
  if (name === 'socat') return words.some((word) => /^(?:exec|system|shell):/i.test(word) && (shellWord.test(word) || /shell:/i.test(word)));
  return words.some((word, at) => {
    if (!word.startsWith('-')) return false;
    const [, inWord = ''] = /^--(?:sh-)?exec=?(.*)/i.exec(word) ?? /^-\w{0,20}[ec](\W.*)?$/i.exec(word) ?? [];
    return (/^--(?:sh-)?exec|^-\w{0,20}[ec](?:\W|$)/i.test(word)) && isServed(inWord === '' ? (words[at + 1] ?? '') : inWord);
  });
}

function isServed(word: string): boolean {
  return /(?:^|[\\/])(?:(?:ba|da|k|z|tc|c|a)?sh|cmd|powershell|pwsh)(?:\.exe)?$/i.test(word);
}
