/**
 * How the words of a command are taken apart so that nobody sees them: quotes, escapes and empty variables within, or what a
 * shell makes blanks and letters of. In the subset of triggers; each begins with a rare character.
 */
export const spliceSigns: readonly string[] = [
  String.raw`''(?<=[a-z/]'')(?=[a-z/])`,
  String.raw`""(?<=[a-z/]"")(?=[a-z/])`,
  String.raw`['"][a-z]{1,12}['"](?=[a-z])`,
  String.raw`['"](?<=[a-z]['"])[a-z]{1,12}['"]`,
  String.raw`[\\^\x60](?<=[a-z/][\\^\x60])(?=[a-z])`,
  String.raw`\\(?<=[a-z]\\)\r?\n(?=[a-z])`,
  String.raw`\$\{?ifs`,
  String.raw`\$[@*](?<=[a-z/]\$.)(?=[a-z/])`,
  String.raw`\$'(?!\\[nt]')`,
  String.raw`['"]\+['"]`,
];
