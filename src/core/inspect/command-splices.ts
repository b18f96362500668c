/**
 * How the words of a command are taken apart so that nobody sees them: quotes, escapes and empty variables within, or what a
 * shell makes blanks and letters of. In the subset of triggers; each begins with a rare character.
 */
export const spliceSigns = (): readonly string[] => [
  String.raw`''(?<=[a-z/]'')(?=[a-z/])`,
  String.raw`""(?<=[a-z/]"")(?=[a-z/])`,
  // Not what code has without a blank: `"a"in b`, `return"a"`, `f"a"`.
  String.raw`['"][a-z]{1,12}['"](?=[a-z])(?!(?:in|of|instanceof|if|else|as|is|and|or|not|for)\W)`,
  String.raw`['"](?<=[a-z]['"])(?<!return.|case.|typeof.|in.|else.|\W[bfru].)[a-z]{1,12}['"]`,
  '[\\\\^`](?<=[a-z/][\\\\^`])(?![nrt])(?=[a-z])',
  // Those are of newlines and tabs in most scripts; of `netcat`, `telnet` and `env` here.
  String.raw`\\t(?<=ca\\t|ne\\t|x\\t)`,
  String.raw`\\n(?=et|v\W)`,
  String.raw`\\(?:\r\n|\n)(?<=[a-z]\\\r\n|[a-z]\\\n)(?=[a-z])`,
  String.raw`\$\{?ifs(?:\}?[/$.-]|(?<=[\w/}.-]\$ifs|[\w/}.-]\$\{ifs))`,
  String.raw`\$[@*](?<=[a-z/]\$.)(?=[a-z/])`,
  String.raw`\$'[^']*?\\[xu0-7]`,
  String.raw`['"]\+['"](?<=[a-z]['"]\+['"])(?=[a-z])`,
];
