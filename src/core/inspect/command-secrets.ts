import { wordsOf } from './command-calls.ts';
import { commandTriggers, inspectCommands } from './command-inspectors.ts';
import { somePipe } from './command-pipes.ts';
import { namesSensitiveFile } from './path-names.ts';
import type { Trigger } from './trigger.ts';

/**
 * Files of credentials. What anybody on a machine may read is not among them. Each alternative begins with a rare character, so that
 * a text is searched for those alone.
 */
const secrets = [
  String.raw`/(?:g?shadow|master\.passwd|opasswd|sudoers|krb5\.keytab)(?![\w.])`,
  '/ssl/private',
  '/etc/(?:wireguard|openvpn|ipsec\\.secrets|rancher|kubernetes)',
  String.raw`/etc/[a-z]{0,16}[*?[{]`,
  String.raw`_host_\w{1,20}_key(?![\w.])`,
  String.raw`_(?<=id_)(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?!\.pub|[\w-])`,
  String.raw`\.(?:aws|azure|docker|kube|gnupg|config/gcloud|config/gh|terraform\.d)[/\\]`,
  String.raw`\.(?:netrc|pgpass|my\.cnf|git-credentials|npmrc|pypirc|vault-token|dockercfg|s3cfg|boto|env)(?![\w-])`,
  String.raw`_(?:history|netrc)(?![\w-])`,
  '_default_credentials',
  String.raw`\.(?:json(?<=logins\.json)|db(?<=key[34]\.db)|dit(?<=ntds\.dit))`,
  ' data(?<=login data)',
  String.raw`\.ssh/?\*?(?![\w/.*-])`,
  String.raw`\.(?:kdbx|ppk)(?!\w)`,
  String.raw`[/\\](?<=config[/\\])(?:sam|security|system)(?![\w-])`,
  String.raw`/proc/(?:kcore|(?:self|\d{1,10}|\*|thread-self|\$\w{1,10}|\[)\S{0,20}/(?:environ|mem))`,
  '/run/secrets',
];
const secretParts = new RegExp(`(?=[/._ \\\\])(?:${secrets.join('|')})`, 'gi');
/** The address at which clouds give them out. */
const metadata = String.raw`\.(?:254\.169\.254(?<=169\.254\.169\.254)|254\.170\.2(?<=169\.254\.170\.2)|google\.internal(?<=metadata\.google\.internal)|100\.100\.200(?<=100\.100\.100\.200))|:ec2::254(?<=fd00:ec2::254)`;
const metadataAddress = new RegExp(`(?=[.:])(?:${metadata})`, 'i');
const variables = String.raw`(?:env|printenv|export -p|declare -\w{0,2}x\w{0,2}|set|get-childitem env:|gci env:)`;
/** All variables of the environment, as a command of its own. */
const environment = new RegExp(String.raw`(?:^|[;&|\n({\x60]) ?(?:sudo )?(?:[\w./]*/)?${variables} ?(?:$|[|)\n;}])`, 'i');
const substituted = new RegExp(String.raw`(?:\$\(|\x60) ?${variables} ?[|)\x60]`, 'i');
const sender = '(?:curl|wget|nc|ncat|netcat|socat|telnet|mail|sendmail|ftp|openssl|nslookup|dig|ping|invoke-webrequest|iwr|irm)';
const sends = new RegExp(String.raw`(?<![\w.-])${sender}(?:\.exe)? |/dev/(?:tcp|udp)/`, 'i');
const intoSender = new RegExp(String.raw`\|[^|;\n]*?(?<![\w.-])${sender}(?:\.exe)?(?: |$)`, 'gi');
const fetches = /(?<![\w.-])(?:curl|wget|http|fetch|lynx|iwr|irm|invoke-(?:webrequest|restmethod)|python[23]?|nc|get)(?:\.exe)? /i;
const dumped = /reg(?:\.exe)? save (?:hklm|hkey_local_machine)\\(?:sam|security|system)|mimikatz|sekurlsa|comsvcs\.dll|lsass(?:\.dmp|\.exe)|security (?:dump-keychain|find-(?:generic|internet)-password)/i;
const dumpWords = [' save ', 'mimikatz', 'sekurlsa', 'comsvcs', 'lsass', 'security '];
const metadataWords = ['169.254', '100.100.100', 'google.internal', 'fd00:ec2'];

/** Programs that use a key, or only its name, and do not show what is in it. */
const users =
  /^(?:ssh|ssh-\w+|sshfs|mosh|autossh|sshpass|chmod|chown|chgrp|ls|ll|stat|file|test|\[{1,2}|mkdir|touch|rm|shred|unlink|rmdir|git|export|ansible(?:-playbook)?|docker|docker-compose|podman|kubectl|helm|terraform|find|locate|ln|which|visudo|update-\w+|puttygen|plink|pscp|certbot|openssl|cd|pushd|du|dirname|basename|realpath|readlink|setfacl|getfacl|chattr|restorecon|watch|inotifywait|nano|vi|vim|code|pwck|systemctl|awscli|aws|gcloud|az|npm|yarn|pnpm|man|if|unset|history|wine|python3?|node|env|dotenv|set)$/;
/** Those that show a file of settings, which others only load. */
const shows = /^(?:cat|tac|nl|less|more|most|bat|head|tail|base64|base32|xxd|od|hexdump|strings|curl|wget|nc|ncat|netcat|socat|scp|rsync|mail|type|gc|get-content|rev|sort|openssl|gpg|tar|zip)$/;
const settings = /(?:^|\/)\.(?:env|npmrc|config\/gh)|\.(?:docker|kube)\//;
/** The next word is the key that a program uses, not what it reads. */
const keyOption = /^(?:-[ifk]|--?(?:in)?key|--?(?:identity(?:-file|_file)?|private-key|keyfile|key-file|env-file|ssh-key|kubeconfig|config|include|exclude|name|iname|path|newer|o|out|output))$/;
/** What `find` does with what it finds. */
const handsOn = /-exec(?:dir)?\s{1,4}(?:\S{1,40}\/)?(?:cat|cp|mv|head|tail|base64|tar|curl|nc|scp)(?!\w)/;
/** Folders of keys, and what takes a folder whole. */
const folder = /(?:^|\/)\.(?:ssh|aws|gnupg|kube)\/?\*?$/;
const packs = /^(?:tar|zip|7z|scp|rsync|cp|mv)$/;
/** Their last word is where it goes. */
const sendsFiles = /^(?:scp|rsync|sftp)$/;
/** More names of secrets than this are refused: each costs time, and nobody writes so many. */
const mostSecrets = 40;

/**
 * Stops commands that read or send off credentials (CWE-522, CWE-200): private keys, password databases, tokens of clouds and
 * tools, the environment of a process, the metadata service. It lets pass what uses a key without showing it
 * (`ssh -i ~/.ssh/id_rsa`, `chmod 600 ~/.ssh/id_rsa`), public keys, files anybody may read (`/etc/passwd`), and
 * loading `.env`.
 */
export const commandSecrets = inspectCommands('command.secrets', (reading) => {
  const { text } = reading;
  if (reading.has(['env', 'export -p', 'declare -', 'set']) && environment.test(text) && sendsEnvironment(text)) return true;
  if (reading.has(dumpWords) && dumped.test(text)) return true;
  if (reading.has(metadataWords) && metadataAddress.test(text) && fetches.test(text)) return true;
  if (!hasSecretPart(text)) return false;
  let words = 0;
  return splitCommands(text).some((command) => (words += countSecrets(command)) > mostSecrets || showsSecret(command));
});

/** Necessary for {@link commandSecrets}. */
export function commandSecretsTriggers(): readonly [Trigger, Trigger] {
  const dumpSigns = [String.raw`hk(?:lm|ey_local_machine)\\`, 'mikatz', 'kurlsa', 'comsvcs', String.raw`\.(?<=lsass\.)(?:dmp|exe)`, '-keychain', '-password(?<=-generic-password|-internet-password)'];
  const environmentSigns = [String.raw`v(?<=(?<![\w.-])env|(?<![\w.-])printenv)(?:\s*[|)\x60]|:)`, '[|)`](?<=(?<![\\w./-])set.|(?<![\\w./-])set\\s.)', String.raw`-[a-z]{0,4}[px][a-z]{0,4}\s*[|)\x60]`];
  /** A name may be in quotes of its own. */
  const quotedNames = secrets.map((secret) => secret.replace(/^(\/|\\\.|_)(?=\(\?:)/, `$1['"]*`));
  return commandTriggers([...quotedNames, metadata, ...environmentSigns, ...dumpSigns]);
}

/** By `search`, which begins anew each time; the same pattern counts them, since another would be as large. */
function hasSecretPart(text: string): boolean {
  return text.search(secretParts) >= 0;
}

function sendsEnvironment(text: string): boolean {
  return (substituted.test(text) && sends.test(text)) || somePipe(text, intoSender, (_, before) => environment.test(`${before}|`));
}

function splitCommands(text: string): readonly string[] {
  const lines = text.replaceAll('&&', '\n').replaceAll('$(', '\n').replaceAll('<(', '\n').replaceAll(';', '\n').replaceAll('|', '\n').replaceAll('`', '\n').replaceAll(')', '\n');
  return lines.split('\n').filter(hasSecretPart);
}

function countSecrets(command: string): number {
  return [...command.matchAll(secretParts)].length;
}

const skipped = /^(?:sudo|doas|env|nohup|time|nice|exec|command|xargs|then|do|else|if|while|!|-.*|\w+=.*|\(|\{|(?:\/?\w+\/)*(?:ba|da|z|k)?sh|cmd(?:\.exe)?|\/c)$/i;

function showsSecret(command: string): boolean {
  const words = wordsOf(command);
  const name = nameOf(words.find((word) => !skipped.test(word)) ?? '');
  if (packs.test(name) && packsFolder(name, words)) return true;
  return words.some((word, at) => {
    const path = asPath(word);
    if (path === undefined) return false;
    if (name === 'find') return handsOn.test(command);
    if (keyOption.test(words[at - 1] ?? '')) return false;
    if (settings.test(path)) return shows.test(name);
    if (sendsFiles.test(name)) return at < words.length - 1 && /^[/~.$]/.test(word);
    return !users.test(name) || word.includes('(');
  });
}

function nameOf(program: string): string {
  return program
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();
}

/** What is packed or sent whole; the last word of what copies is where it goes. */
function packsFolder(name: string, words: readonly string[]): boolean {
  const sources = /^(?:tar|zip|7z)$/.test(name) ? words : words.slice(0, -1);
  return sources.some((word, at) => folder.test(word) && !word.includes(':') && !/^(?:-C|--exclude)$/.test(words[at - 1] ?? ''));
}

/** The file that a word names, if it holds secrets: bare, behind `@`, `=` or a redirection. */
function asPath(word: string): string | undefined {
  if (!hasSecretPart(word) || /^\d{0,2}>/.test(word)) return undefined;
  const path = word
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^[\w-]{0,30}[@=<:]+/, '')
    .replace(/\$\{?(?:home|userprofile)\}?/, '~');
  return namesSensitiveFile(path) || /\/proc\/\S{0,200}?(?:environ|mem)$/.test(path) ? path : undefined;
}
