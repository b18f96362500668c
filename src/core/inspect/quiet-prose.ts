import { candidate } from './shell-commands.ts';

/** A blank as JSON writes it within a string. */
const blank = String.raw`(?: |\\[nrt])`;
const quote = String.raw`(?:'|\\")`;
/** The command of {@link candidate} with what must not follow it, its name not remembered. */
const command = candidate().slice(candidate().indexOf('((?:a(?:')).replace('(', '(?:').replace(String.raw`(?:\.exe)?`, '');
/** Words of SQL, some only begun as a line of nginx's configuration has no room for more, that mean something at once behind a quote; `and` or `or` between words of prose does not. */
const clause = String.raw`(?!(?:and|or) (?!not|exists|select|case)[a-z]++(?:,| [a-hjkmo-qs-z]))(?:and|or)|xor|div|(?:order|group) *+(?:by|\\)|(?:union|having|limit|procedure|where)(?![a-z])|waitf|r?like|rege|into *+[do\\]|coll|not *+[lribm\\]|(?:in|mod|between) *+[b\\(\d']|exec|soun|is *+[nt\\]|, *+(?:[\d(]|\\[nrt]|null|select|case)`;
/** What the names of functions that run commands end in. */
const runs = '(?:stem|thru|exec|open|eval)';
const statement = 'waitf|drop|crea|decl|sele|ii?f';

/** Letters and marks that phrases written to a model begin with (prompt-phrases.ts), or `union`: each with what must not follow it. */
const blanks = String.raw`[ \\nrt]+`;
const letters = [
  'g(?!nor|ard(?<=isregard)|et(?<=forget)| code)',
  'u(?!nion(?![a-z])|ent code|ser(?<=[gklmnotwy] the user))',
  'v(?!erride)',
  String.raw`y(?!ou(?:r${blanks}(?:[\w']++${blanks}){0,2}(?:pro[mg]|inst|gui|rul)|${blanks}(?:are|will|must)${blanks}no)|(?<=[efhmnoty] y)our${blanks}(?:ans|re[ps]|outp|sol|impl|alg|codeb)|thing${blanks}now)`,
];
const marks = [String.raw`\[(?!/?inst)`, '#(?!#)'];

/** Words with which quotations begin, and nothing of SQL behind a quote does. */
const opener = '(?:the|an?|this|that|our|their|your|my|his|her|its?|we|you|they|s?he|there|what|why|how|no|one|each|every) ';
/** Begins with a word, perhaps quoted, and not as code, a URL or the rest of a broken literal does. */
const beginning = String.raw`${blank}*+(?:\\"(?=${opener}))?+(?=[a-z])(?!(?:perl|python[23]?|ruby|php|bash|z?sh|node|powershell|nc|ncat)[ .]|https?:|(?:\w{1,20}(?:['%) ]|\\["nrt])++)?(?:(?:x?or|and|div|union|intersect|except|minus|having|limit|procedure|rlike|waitfor|sleep|benchmark)(?![a-z])|(?:order|group) *+(?:by|\\))|(?:case|exec(?:ute)?|where)(?![a-z])|[a-z_]{2,20}\()`;
/** What may stand anywhere. The other characters are those that inspectors look for, each with what must not follow it: PCRE tries one after the other, so the most common come first. */
const anywhere = String.raw`[a-fh-twxz1-9 ,!?)*\]@{}>-]*+`;
const watched = [
  ...letters,
  String.raw`\.(?:(?!\.|[a-z]\w)|\.\.?+(?= [a-z]))`,
  String.raw`${quote}(?!${quote}|\w{1,8}+${quote}\w|(?:[ )]|\\[nrt])*+(?:[-%+#|&;*/<>=^]|${clause}))`,
  String.raw`\\[nrt](?!${blank}{39})`,
  String.raw`\((?<!${runs}\(|${runs} \()(?!\)|${blank}*+\{)`,
  String.raw`(?:;|\((?<=${runs}\(|${runs} \())(?!${blank}*+(?:['\\{!().\/]|usr|${statement}|${command}))`,
  String.raw`:(?![:a-z])`,
  '0(?!x)',
  '_(?!rsa|dsa|ec|ed2|net|key|def|_)',
  String.raw`\$(?=[\d ])`,
  String.raw`[+%](?![\w%])`,
  ...marks,
];

/**
 * Prose in which nothing can be found when it is an argument of kind `text` or `any`: the longest beginning of it, as JSON
 * writes it. A PCRE pattern to be part of others, and stricter than the triggers; tests hold it against them.
 */
export const quietProse = `(?i:${beginning}${anywhere}(?:(?:${watched.join('|')})${anywhere})*+)?+`;
