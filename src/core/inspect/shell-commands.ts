/** Names of commands by their first letters, as a trie: one step a letter, however many names. */
const names: Readonly<Record<string, string>> = {
  'a-e': String.raw`a(?:lias|rp|wk)|b(?:as(?:e64|h)|cdedit|itsadmin|usybox)|c(?:at|ertutil|h(?:attr|mod|own)|md|o(?:mm|py)|rontab|s(?:cript|h)|u(?:rl|t)|[dp])|d(?:a(?:sh|te)|el|i[gr]|ocker|[dfu])|e(?:cho|grep|nv|val|x(?:ec|it|p(?:ort|r)))`,
  'f-n': String.raw`f(?:grep|ind)|g(?:awk|cc|et(?:ent|facl)|it|rep|unzip|zip)|h(?:ead|istory|ostname|t(?:op|passwd))|i(?:conv|ex|fconfig|nvoke-(?:expression|webrequest)|p(?:config|tables)?|wr|d)|k(?:ill|sh|ubectl)|l(?:ess|s(?:b_release|of)?|wp-(?:download|request)|n)|m(?:ail|k(?:dir|fifo|nod)|ount|shta|v)|n(?:ano|c(?:at)?|et(?:cat|s(?:tat|h))?|ice|map|o(?:de|hup)|pm|slookup)`,
  'o-s': String.raw`openssl|p(?:asswd|erl|hp|i(?:ng|p)|kill|ower(?:off|shell)|rint(?:env|f)?|w(?:sh|d)|ython[23]?|s)|r(?:e(?:ad|boot|g(?:svr32)?|start|[nv])|m(?:dir)?|oute|sync|u(?:by|n(?:dll32)?))|s(?:c(?:htasks|p)|e[dt]|ftp|h(?:utdown)?|leep|o(?:cat|rt|urce)|sh|trings|u(?:do)?|ys(?:info|teminfo))`,
  't-z': String.raw`t(?:a(?:il|sk(?:kill|list)|[cr])|c(?:pdump|sh)|e(?:lnet|st|e)|ftp|ime(?:out)?|o(?:uch|p)|r(?:aceroute)?|ype)|u(?:n(?:ame|iq|zip)|ptime|ser(?:add|mod))|v(?:er|im?|ssadmin)|w(?:atch|evtutil|get|ho(?:ami)?|mic|script|c)|x(?:args|xd)|zsh`,
};
/** A separator, then blanks, quotes or a program folder: what stands before the name. `x22` is a double quote, `x60` a backtick. */
const beforeName = String.raw`(?:([;|&\x60]|\$\(|\\[nr]|<\(|[\n\r](?=[ \t]*['\x22]{0,2}\/(?:usr\/)?s?bin\/))|\((?<=[mucnl]\(|[mucnl] \()(?<=\bsystem\(|\bpassthru\(|\bshell_exec\(|\bpopen\(|\bproc_open\(|\bexec\(|\beval\(|\bsystem \(|\bpassthru \(|\bshell_exec \(|\bpopen \(|\bproc_open \(|\bexec \(|\beval \())(?=[\s'\x22{!(\w.\/])\s*(?:['\x22{!]\s?|\(\s?){0,3}(?=[\w.\/])(?:\.{0,2}\/(?:[\w.?*]{1,20}\/){0,4}|usr\/(?:s?bin|local)\/)?(?=[a-z])`;
/** What a name may end in, and what must not follow it. */
const behindName = String.raw`(?:\.exe)?(?![\w=]|[.:,\/*-]\w|[-:?!,[\]])`;
/** A separator and a command by name: the trigger, so it keeps to what PCRE reads alike. */
export const candidate = (): string => `${beforeName}((?:${Object.values(names).join('|')}))${behindName}`;
/** The same, with a look at the first character, and one at that of the name: they spare QuickJS the alternatives at nearly every position. */
export const someCandidate = new RegExp(
  `(?=[;|&\\x60$\\\\<\\n\\r(])${beforeName}(?=[a-z]{2})((?:${Object.entries(names)
    .map(([first, some]) => `(?=[${first}])(?:${some})`)
    .join('|')}))${behindName}`,
  'gi',
);

/** Commands that are also words of ordinary text: they need a second sign. */
export const everyday =
  /^(?:a(?:lias|rp)|c(?:at|o(?:mm|py)|ut|[dp])|d(?:ate|el|ir|[dfu])|e(?:cho|nv|val|x(?:ec|it|p(?:ort|r)))|find|git|h(?:ead|istory|ostname)|i(?:conv|[dp])|kill|less|m(?:ail|ount)|n(?:ano|et|ice|ode|pm)|p(?:asswd|ip|rintf?)|r(?:e(?:ad|boot|start|[nv])|oute|un)|s(?:et|hutdown|leep|o(?:rt|urce)|trings)|t(?:a(?:il|c)|est|ime(?:out)?|o(?:uch|p)|ype|r)|u(?:niq|ptime)|v(?:er|i)|w(?:atch|ho|c))$/i;
