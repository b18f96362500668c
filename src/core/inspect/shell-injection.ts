import type { Kind } from '../policy/kind.ts';
import type { Inspector } from './rule.ts';
import { decodeSeparators } from './shell-decode.ts';
import { candidate } from './shell-commands.ts';
import { isCommand } from './shell-evidence.ts';
import { isProse, withoutCodeSpans } from './shell-prose.ts';

/**
 * Forms no prose has: IFS as a blank, arithmetic expansion, a function definition in a value (Shellshock), a
 * shell's network device, quotes or empty expansions that split a command's name, code in a template. The look
 * ahead at the first character spares QuickJS all of them at nearly every position.
 */
const form =
  /(?=[$()/<{;&|`:-])(?:\$(?<=\w\$)\{?ifs|\$\(\(\s{0,4}\d|\(\)\s{0,4}\{\s{0,4}:;|\/dev\/(?:tc|ud)p\/[\w.]+\/\d|<\?php\s{1,4}(?:@?eval|system|exec|passthru|shell_exec)|\{\$\{|\$\{(?:@?print|system|exec|passthru|shell_exec|popen|proc_open|eval|sleep)\(|[;&:|]\s{0,4}php(?:info|version)\(\)|:(?<=\bext:):sh\b|-o ?proxycommand=|--(?:upload-pack|receive-pack|checkpoint-action|use-compress-program|to-command)=|[;|&`(]\s{0,8}(?:(?=[\w/]{0,20}['"$])[\w/]{0,20}(?:''|""|\$[@*]|['"]\w{1,8}['"])\w|\{[\w/]{1,20},[^\s}])|\/(?:[a-z]?\?[a-z?*]{1,4}|b\*n?)\/[\w?*]|\/s?bin\/\w{1,20}\s{0,2}[;|&]\W{0,4}$)/i;
/** An interpreter given code, where the value begins. */
const opening =
  /^\s{0,4}php(?:info|version)\(\)|^\W{0,8}(?:perl|python[23]?|ruby|php|bash|z?sh|node|powershell|nc|ncat)(?:\.exe)? [^\n]{0,30}-(?:e|c|r|enc) /i;
/** The forms one by one, without the look ahead: the map sorts them itself (triggers.ts). */
const formTrigger = `${form.source.slice(form.source.indexOf('(?:') + 3, -1)}|${opening.source}`;
/** More commands behind separators than this make a script, whatever else they are; each costs time to judge. */
const mostCommands = 200;
/** A path, an id or a URL needs none of these. */
const strictForm =
  /`[^`]+`|\$\(|[<>]\(|\$\{(?!\w+\})|\$'\\|[\n\r][ \t]*[^\s]|^--[a-z][a-z-]+=|[;|&]\s{0,8}(?:[\w/]{0,20}[\\^]\w|\$\w)/i;
const strictTrigger = '[;|&`\\n\\r]|\\$[({\']|[<>]\\(|^--|%(?:25){0,4}(?:0[ad]|3b|7c|26|60|24)';

/** Finds shell injection in prose, and in arguments nothing is known about: only what reads as a command there. */
export const shellInjection: Inspector = {
  rule: 'shell.injection',
  kinds: ['text', 'any'],
  trigger: `${candidate.source}|${formTrigger}`,
  finds: ({ text, kind }) => {
    const written = text.includes('`') ? withoutCodeSpans(text) : text;
    return hasForm(written) || runsCommand(written, kind !== 'any' || isProse(written));
  },
};

/** Finds shell injection where a value is a name or an address and metacharacters stand out. */
export const shellInjectionStrict: Inspector = {
  rule: 'shell.injection',
  kinds: ['path', 'id', 'url'],
  trigger: `${strictTrigger}|${formTrigger}|${candidate.source}`,
  finds: ({ text, kind }) => {
    const decoded = text.includes('%') ? decodeSeparators(text) : text;
    return hasForm(decoded) || breaksOut(decoded, kind) || runsCommand(decoded, false);
  },
};

function hasForm(text: string): boolean {
  return form.test(text) || opening.test(text);
}

function breaksOut(text: string, kind: Kind): boolean {
  return kind === 'url' ? /`[^`]+`|\$\(/.test(text) : strictForm.test(text);
}

/** Bounds the work: so many separators before commands' names are a script, whatever each of them is for. */
const mostCandidates = 256;

function runsCommand(text: string, prose: boolean): boolean {
  let seen = 0;
  let count = 0;
  for (const match of text.matchAll(candidate)) {
    if (++count > mostCommands) return true;
    if (++seen > mostCandidates) return true;
    const [whole, separator, name] = match;
    const end = match.index + whole.length;
    // The call of a function that runs commands is a sign in itself, and so is a command's folder.
    const sure = separator === undefined || /bin\/\w+$/.test(whole);
    if (name !== undefined && isCommand(name, text, end, prose && !sure)) return true;
    if (separator === '$(' && /[\s)]/.test(text.charAt(end))) return true;
  }
  return false;
}
