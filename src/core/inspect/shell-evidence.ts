import { everyday } from './shell-commands.ts';

const farthest = 200;
/** An option, a path, a variable, a redirection: what follows a command and does not follow a word. */
const argument =
  /^(?:\s{1,4}["']?(?:-{1,2}[a-z\d]|\/[a-z?*]|\/(?:$|\s)|[a-z]{1,8}=[\/~]|~\/|\.{1,2}\/|[a-z]:[\\/]|%\w+%|\*|\$[a-z({_]|[\w-]{1,40}\.(?:txt|conf|cfg|ini|php|env|log|sh|bak|ya?ml|json|key|pem|py|exe|bat|ps1|db|sql)\b)|\$[a-z({_@*]|\s{0,4}<<<|\s{0,4}[<>]{1,2}\s{0,2}[&/\w])/i;
/** What follows a command that is more than a word: also an address, a string, a number. */
const operand = /^\s{1,4}(?:["'$\\/({]|https?:|ftp:|[\w-]{1,40}(?:\.[\w-]{1,40}){1,5}|\d|[\w-]{1,30}\s?\|)/i;
/** The same behind one or two words, for programs that are no words themselves. */
const farther = /^\s{1,4}(?:[\w.+-]{1,30}\s{1,2}){1,2}(?:-{1,2}[a-z]|\/\w|~\/)/i;
/** `GCC 3.4`: which one, and not what it is to do. */
const version = /^\s{1,2}v?\d{1,4}(?:\.\d{1,3}){0,2}(?![\w.])\s{0,2}[a-z,.]/i;
const ends = /^\s{0,4}(?:$|[;|&)`'"#\n\r}]|\\n|%0)/;
const pause = /^\s{1,2}\d{1,4}[smhd]?\s{0,2}(?:$|[;&|)`'"#\n\\])/i;
const quotedWord = /^\s{1,2}(?:["'][^"']{0,60}["'<(]|[a-z]+(?:["'`]|\\n))/i;
const printing = /^(?:echo|printf?|type|cat|eval|exec)$/i;
const aloneInProse = /^(?:whoami|ls|dir|pwd|ps|uname|ifconfig|ipconfig|netstat|hostname|systeminfo|sysinfo|reboot|shutdown|poweroff|printenv)$/i;
const machineWords = /^\s{1,2}(?:firewall|user|localgroup|group|share|advfirewall|add|query|import)(?:\s{1,2}\S|\s{0,2}(?:$|[;&|"')`]))/i;
const system = /^(?:net|netsh|reg|sc)$/i;

/** Whether what follows a command name, up to 200 characters, shows that it is a command and not a word. */
export function isCommand(name: string, text: string, end: number, prose: boolean): boolean {
  const tail = text.slice(end, end + farthest);
  const rest = tail.replace(/^\s+/, ' ');
  if (argument.test(rest)) return true;
  if (system.test(name)) return machineWords.test(rest);
  if (/^sleep$/i.test(name)) return pause.test(rest);
  const word = everyday.test(name);
  if (prose && version.test(rest)) return false;
  if (!word && (operand.test(rest) || farther.test(rest))) return true;
  if (printing.test(name) && quotedWord.test(rest)) return true;
  if (!ends.test(rest)) return !prose && !word;
  return !prose || aloneInProse.test(name);
}
