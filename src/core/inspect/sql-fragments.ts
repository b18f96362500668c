/** Values that a word or a spelling tells of, where their shape is too common; each is bound to the value's beginning. */
const sources: readonly string[] = [
  // A comparison that always holds, where a name stood.
  String.raw`[\s+]{0,9}(?:not[\s+]{1,9})?r?like[\s+]{0,9}'%{1,4}'?[\s+]{0,9}$`,
  String.raw`[\s+]{0,9}(?:or|and)[\s+]{0,9}\([\s+]{0,9}(?:not[\s+]{1,9})?exists[\s+]{0,9}\)`,
  // An operator between two literals that are empty.
  String.raw`(?:'(?:rlike|regexp|xor)'|\x22(?:rlike|regexp|xor)\x22)$`,
  String.raw`[\s+]{0,9}@{1,2}\w{1,30}[\s+]{0,9}--[\s+]{0,9}$`,
  // T-SQL that runs what a variable holds, and the UTF-16 text, written in hex, that it would be given.
  String.raw`[\s+]{0,9}[\d'\x22();-].{0,400}[\s+;)]exec(?:ute)?[\s+]{0,4}\([\s+]{0,4}@\w`,
  String.raw`[\s+]{0,9}declare[\s+]{1,9}@\w{1,30}[\s+][^=;]{0,80}(?:select|set)[\s+]{1,9}@\w{1,30}[\s+]{0,9}=[\s+]{0,9}(?:0x[\da-f]{8}|$)`,
  String.raw`[\s+]{0,9}0x(?:[2-7][\da-f]00){6}`,
  // MySQL reads over an exponent without digits, and some databases take a control character for a blank.
  String.raw`\W{0,9}select[\s+].{0,400}\d\.\d{0,9}e\.[a-z]\w{3}`,
  String.raw`\W{0,9}(?:union|select)\x00`,
  // Document databases: code in the server, or another condition, behind a value.
  String.raw`[^{}]{0,40}\$where[\s+]{0,4}:[\s+]{0,4}['\x22]`,
  String.raw`\w{0,20}['\x22][\s+)}\]]{0,8},[\s+]{0,4}\$(?:where|n?or|and|ne|gte?|lte?|n?in|regex)[\s+]{0,4}:`,
];

/** Values that stand for an injection by themselves; also their trigger, so they keep to what PCRE reads alike, and `+` is a blank as in forms. */
export const fragment = new RegExp(`^(?:${sources.join('|')})`, 'is');
