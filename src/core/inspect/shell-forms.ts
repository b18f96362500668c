/**
 * Forms no prose has: IFS as a blank, a slice of a variable, a function definition in a value (Shellshock), a server-side
 * include, a shell's network device, quotes or empty expansions that split a command's name, wildcards for a
 * program's name, `cmd.exe`'s own expansions, options that name a program to run, code in a template. The look ahead at
 * the first character spares QuickJS all of them at nearly every position.
 */
const form =
  /(?=[/<{:-])(?:\/(?:dev\/(?:tc|ud)p\/[\w.]+\/\d|(?:[a-z]?\?[a-z?*]{1,4}|b\*n?)\/[\w?*]|s?bin\/(?:\w{0,8}[?*]\w|\w{1,20}\s{0,2}[;|&]\W{0,4}$))|<(?:\?php\s{1,4}(?:@?eval|system|exec|passthru|shell_exec)|!--#\s{0,4}exec|%=?\s{0,4}(?:\x60|system|exec|%x))|\{(?:\$\{|\{-?\s{0,4}[\w.]{1,40}\(\s{0,2}[\x22']\/(?:etc|proc|root)\/)|:(?:(?<=\bext:):sh\b|\s{0,4}php(?:info|version)\(\))|-(?:o ?proxycommand=|-(?:upload-pack|receive-pack|checkpoint-action|use-compress-program|to-command|rsync-path|open-files-in-pager)=))/i;
/** Those that begin with a dollar or a bracket. */
const expansionForm =
  /(?=[$(])(?:\$(?=[is{'])(?:(?<=\w\$)\{?ifs|\{\w{1,30}:\d{1,3}:\d{1,3}\}|'\\(?:x|[0-7]{3})|\{?shell\}?['\x22]? -c|\{(?:@?print|system|exec|passthru|shell_exec|popen|proc_open|eval|sleep)\()|\((?:\)\s{0,4}\{\s{0,4}[:_];|java\.lang\.(?:runtime|processbuilder)))/i;
/** A template's filter that is given a function that runs commands; by itself, since tables are full of pipes. */
const filter = /\|\s{0,2}(?:filter|map|sort|reduce)\(\s{0,2}['\x22](?:system|exec|passthru|shell_exec)/i;
/** The same behind a separator: `$` and what follows, a redirection, carets, a loop of `cmd.exe`. */
const behindSeparator =
  /[;|&]\s{0,4}(?=[a-z[$>])(?:php(?:info|version)\(\)|\[[\w.]{4,40}\]::|\$[a-z_]\w{0,20}(?:\$\w|\s{0,4}$)|>{1,2}\s{0,2}\/(?:tmp|var|etc|dev|home|usr|opt|srv)\/|[a-z]{1,10}\^[a-z]{2}|(?:[a-z]{1,3}\^){2}|for\s{1,4}(?:\/[dflr]\s{1,4}[^%\n]{0,40})?%{1,2}\w)/i;
/** What {@link behindSeparator} needs one of; native searches. */
const neededBehind = ['$', '>', '^', '%', '::', '()'];
/** And a name split by quotes or braces, also within a substitution. */
const splitName =
  /[;|&`(]\s{0,8}(?=[\w/{\x22']|\$[@*])(?:(?=[\w/]{0,20}(?:['"]|\$[@*]))[\w/]{0,20}(?:''|""|\$[@*]|['"]\w{1,8}['"])\w|\{[\w/]{1,20},[^\s}])/i;
const neededToSplit = ["'", '"', '{', '$@', '$*'];
/** {@link opening} reaches no farther. */
const opened = 256;
/** An interpreter given code, where the value begins. */
const opening =
  /^\s{0,4}php(?:info|version)\(\)|^\W{0,8}(?:(?:usr|bin|local)\/){0,3}(?:perl|python[23]?|ruby|php|bash|z?sh|node|powershell|nc|ncat)(?:\.exe)? [^\n]{0,30}-(?:e|c|r|enc|command|encodedcommand) |^\W{0,8}cmd(?:\.exe)? {1,4}\/[ck] |^\s{0,4}-exec(?:dir)? \w|^\s{0,4}\{[a-z]{1,10},[-/~]|^\s{0,4}--(?:out(?:put)?(?:-(?:document|file|dir))?|post-file|upload-file|log-file|use-askpass)[=\s][\x22']?(?:\/(?:etc|root|usr|bin|sbin|lib|dev|proc|var\/(?:spool|www))\/|~\/\.)|^\W{0,4}for\s{1,8}(?:\/[dflr]\s{1,8}[^%\n]{0,40})?%{1,2}\w{1,3}\s{1,4}in\s{0,2}\(|^\W{0,4}if\s{1,12}(?:\/i\s|(?:not\s{1,4})?exist\s{1,4}[\x22]?[\w:\\]{1,40}(?:\.[a-z]\w|\\))/i;
/** What command lines have that nobody broke into. */
const arithmetic = /\$\(\(\s{0,4}\d/;
/** What climbs from a template's value to its language's way of running commands, and that there is a template. */
const climb = /__(?:globals|subclasses|import|builtins)__|\.(?:popen\(|getruntime\(|registerundefined\w{1,8}callback\(|template\.utility\.execute)/i;
/** `cmd.exe`: its own path, a slice of a variable. */
const expansion = /%(?:comspec%|\w{1,20}:~-?\d{1,3},)/i;
/** Options of git that name a program. */
const setting = /\.(?:sshcommand|fsmonitor|hookspath|gitproxy)=/i;
const template = /[{$#<](?=[{%#])(?:(?<=\{)[{%]|(?<=[$#])\{|(?<=<)[%#])/;

/** The forms one by one, without the look ahead: the map sorts them itself (triggers.ts). */
export const formTrigger = (): string =>
  `${formsOf(form)}|${formsOf(expansionForm)}|${filter.source}|${behindSeparator.source}|${splitName.source}|${opening.source}|${arithmetic.source}|${climb.source}|${setting.source}|${expansion.source}`;

function formsOf({ source }: RegExp): string {
  return source.slice(source.indexOf('(?:') + 3, -1);
}

/** Whether there is a form that is no accident; `isLine` where the whole text is a command line, which may have some of them. */
export function hasForm(text: string, isLine: boolean): boolean {
  if (form.test(text) || (hasOneOf(['$', '('], text) && expansionForm.test(text)) || (hasOneOf(neededBehind, text) && behindSeparator.test(text))) return true;
  if (hasOneOf(neededToSplit, text) && splitName.test(text)) return true;
  if (text.includes('|') && text.includes('(') && filter.test(text)) return true;
  if (hasOneOf(['{', '<'], text) && template.test(text) && climb.test(text)) return true;
  if ((text.includes('=') && setting.test(text)) || (text.includes('%') && expansion.test(text))) return true;
  return !isLine && (opening.test(text.slice(0, opened)) || (text.includes('$((') && arithmetic.test(text)));
}

function hasOneOf(signs: readonly string[], text: string): boolean {
  return signs.some((sign) => text.includes(sign));
}
