import { someCall, type Call } from './command-calls.ts';
import { inspectCommands } from './command-inspectors.ts';

/** What each way of handing a shell to another machine needs. */
const signs =
  /\/dev\/(?:tcp|udp)\/|\/inet\/(?:tcp|udp)\/|(?<![\w.-])(?:nc|ncat|netcat|telnet)(?:\.exe)?\s|(?<![\w.-])socat\s|(?:ba|k|z)?sh\s{1,4}-i\s|s_client\s|sockets?\W|tcpsocket|fsockopen|tcpclient|net\.(?:connect|createconnection|dial)\(|require\(['\x22\\]{1,2}net['\x22\\]|io\.socket|xterm\s{1,4}-display|ztcp\s/is;
const shell = String.raw`(?:\/?(?:\w{1,20}\/){0,4})(?:ba|da|k|z|tc|c|a)?sh(?![\w.-])`;
/** A shell whose input or output is a connection. */
const connected = new RegExp(
  String.raw`${shell}(?: -[a-bd-z]{1,4})?\s{0,4}\d?[<>]&?\s{0,2}\/dev\/(?:tcp|udp)\/|>&?\s{0,2}\/dev\/(?:tcp|udp)\/[^\s;|]{1,80}\s{0,2}(?:0|2)[<>]&|${shell}\s{1,4}-i\s{0,4}(?:\d?[<>]|\|)|xterm\s{1,4}-display|ztcp\s[^\n]{1,80}zsh\s`,
  'i',
);
const attached = new RegExp(String.raw`${shell}(?: -\w{1,4})?\s{0,4}\d?[<>]{1,2}\s{0,2}&|\d[<>]&\d[^;]{0,40}${shell}|read\s{1,4}(?:-r )?\w{1,20}[^;\n]{0,40}[;\n]\s{0,4}do\s{1,4}(?:eval )?["']?\$\w|<&\d\s{0,4}\|\s{0,4}${shell}`, 'i');
/** A connection, then a shell that reads from it; or the other way round. */
const piped = new RegExp(String.raw`(?:nc|ncat|netcat|telnet|s_client)(?:\.exe)?\s[^|\n]{1,120}\|\s{0,4}(?:sudo )?${shell}(?!\s{1,4}(?:-c|\w))|${shell}[^|;\n]{0,40}\|&?\s{0,4}(?:nc|ncat|netcat|telnet|socat|openssl s_client)\s`, 'i');
const pipeFile = /mkfifo|mknod|backpipe/i;
const shellWord = new RegExp(String.raw`(?<![\w.-])${shell}|cmd\.exe|powershell`, 'i');
const socket = /socket|require\(['\x22\\]{1,2}net['\x22\\]|fsockopen|tcpclient|net\.(?:connect|createconnection|dial)\(|\/inet\/(?:tcp|udp)\//i;
/** What a program does with a connection to hand a shell over it. */
const handsOver =
  /dup2|pty\.spawn|subprocess|child_process|os\.system|popen|proc_open|shell_exec|passthru|(?<![\w.])system\(|exec\s?\(|exec\s{0,2}["'{]|open\(std(?:in|out|err),|fdopen|\/bin\/(?:ba|da|k|z)?sh|cmd\.exe|iex\W|invoke-expression|startinfo|processbuilder|getruntime|\|& ?getline|io\.popen|%x\(|spawn\(/i;
/** An option of netcat to run a program, and a shell for it. */
const served = new RegExp(String.raw`\s-(?:-(?:sh-)?exec[=\s]|\w{0,8}[ec]\s?)(?:${shell}|(?:[^\s\\/]{0,30}[\\/]){0,6}(?:cmd|powershell)(?:\.exe)?)(?!\w)`, 'i');
/** What {@link servesShell} needs in any case. */
const anyShell = /sh|cmd/i;
const names = /(?<![\w.-])(?:nc|ncat|netcat|socat)(?:\.exe)?(?=\s)/gi;

/**
 * Stops commands that hand a shell of this machine to another (CWE-78, MITRE ATT&CK T1059): by the shell's own network
 * devices, netcat, socat, a named pipe, or a few lines of a scripting language. It lets pass looking whether a port
 * answers (`nc -zv host 443`, `echo > /dev/tcp/host/80`), sending a file, and programs that use sockets for anything else.
 */
export const commandReverseShell = inspectCommands('command.reverse-shell', signs, (text) => {
  if (connected.test(text) || piped.test(text)) return true;
  if (/\/dev\/(?:tcp|udp)\//i.test(text) && attached.test(text)) return true;
  if (pipeFile.test(text) && /(?<![\w.-])(?:nc|ncat|netcat|telnet|s_client|socat)\s/i.test(text) && shellWord.test(text)) return true;
  return (socket.test(text) && handsOver.test(text)) || (anyShell.test(text) && someCall(text, names, servesShell));
});

function servesShell({ name, words }: Call): boolean {
  if (name.startsWith('socat')) return words.some((word) => /^(?:exec|system):/i.test(word) && shellWord.test(word));
  return served.test(` ${words.slice(0, 20).join(' ')}`);
}
