import { wordsOf } from '../kinds/words.ts';
import type { ArgumentSource, ToolSource } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';

/** Words in tool names, as servers commonly name them. */
const shellWords = /^(?:shell|bash|sh|zsh|cmd|powershell|exec|execute|command|commands|terminal|eval|run|spawn|subprocess|script)$/;
const writeWords = /^(?:write|edit|delete|remove|move|rename|create|append|patch|upload|save|copy|replace|unlink|mkdir|rmdir)$/;
const pathWords = /^(?:path|paths|file|files|filename|filepath|dir|directory|folder|source|destination|src|dest)$/;
const urlWords = /^(?:url|urls|uri|endpoint|href|link|webhook)$/;

/** Warns of grants that are easily regretted. */
export function warnOfRisk(name: string, tool: ToolSource, path: Path, report: Report): void {
  const warn = (at: Path, message: string, hint: string): void => {
    report({ severity: 'warning', path: at, atKey: true, message, hint });
  };
  const words = wordsOf(name);
  const listed = Object.entries(tool.arguments ?? {});
  if (words.some((word) => shellWords.test(word))) {
    warn(path, `\`${name}\` looks as if it ran commands: whoever may call it may do anything there`, 'write `enabled: false`, or bound its arguments by `enum` or `pattern`, and set `alert: true`');
  }
  if (words.some((word) => writeWords.test(word))) {
    const say = (at: Path): void => {
      warn(at, `\`${name}\` looks as if it changed files, and may do so anywhere`, 'list its path arguments with `kind: path` and `within`');
    };
    if (listed.length === 0) say(path);
    for (const [argument, rules] of listed) if (isUnboundedPath(argument, rules)) say([...path, 'arguments', argument]);
  }
  for (const [argument, rules] of listed) {
    const open = rules.hosts === undefined && rules.enum === undefined && rules.pattern === undefined;
    if (open && (rules.kind === 'url' || (rules.kind === undefined && wordsOf(argument).some((word) => urlWords.test(word))))) {
      warn([...path, 'arguments', argument], `\`${argument}\` may lead to any public host`, 'list the hosts it is for: `kind: url`, `hosts: [...]`');
    }
  }
}

function isUnboundedPath(name: string, rules: ArgumentSource): boolean {
  const path = rules.kind === 'path' || (rules.kind === undefined && wordsOf(name).some((word) => pathWords.test(word)));
  return path && rules.within === undefined && rules.enum === undefined && rules.pattern === undefined;
}
