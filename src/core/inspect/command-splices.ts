/**
 * How the words of a command are taken apart so that nobody sees them: quotes, escapes and empty variables within, or what a
 * shell makes blanks and letters of. In the subset of triggers; each begins with a rare character.
 */
export const spliceSigns: readonly string[] = [
  String.raw`''(?<=[a-z/]'')(?=[a-z/])`,
  String.raw`""(?<=[a-z/]"")(?=[a-z/])`,
  String.raw`['"][a-z]{1,12}['"](?=[a-z])`,
  String.raw`['"](?<=[a-z]['"])[a-z]{1,12}['"]`,
  String.raw`[\\^\x60](?<=[a-z/][\\^\x60])(?![nrt])(?=[a-z])`,
  // Those are of newlines and tabs in most scripts; of `netcat`, `telnet` and `env` here.
  String.raw`\\t(?<=(?:ca|ne|x)\\t)`,
  String.raw`\\n(?=et|v\W)`,
  String.raw`\\(?<=[a-z]\\)\r?\n(?=[a-z])`,
  String.raw`\$\{?ifs(?:\}?[/$.-]|(?<=[\w/}.-]\$ifs|[\w/}.-]\$\{ifs))`,
  String.raw`\$[@*](?<=[a-z/]\$.)(?=[a-z/])`,
  String.raw`\$'[^']*?\\[xu0-7]`,
  String.raw`['"]\+['"](?<=[a-z]['"]\+['"])(?=[a-z])`,
];
