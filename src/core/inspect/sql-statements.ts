const object = new RegExp(String.raw`^\s+(?:or\s+replace\s+|global\s+|local\s+|temp(?:orary)?\s+|unique\s+|if\s+(?:not\s+)?exists\s+|external\s+|materialized\s+|force\s+)*(?:table|tables|database|schema|view|index|user|login|role|function|procedure|proc|trigger|sequence|type|extension|server|event|column|assembly|tablespace|system|session|directory|java|package|credential|language|stage)(?![a-z])`, 'i');

/** What follows a statement's first word where it is no word of prose, from the word's end on. */
const continuations: { readonly [word: string]: RegExp } = {
  drop: object,
  create: object,
  alter: object,
  truncate: /^\s+(?:table\s|[\w.`"[\]]+\s*(?:;|--|#|$))/i,
  insert: /^\s+(?:ignore\s+)?into\s/i,
  replace: /^\s+into\s/i,
  merge: /^\s+into\s/i,
  delete: /^\s+from\s/i,
  update: /^\s+[\w.`"[\]]+\s+set\s/i,
  exec: /^\s*(?:\(|@|['"]|master|[\w.]*[._]\w)/i,
  execute: /^\s*(?:\(|@|['"]|immediate|master|[\w.]*[._]\w)/i,
  call: /^\s+[\w.]+\s*\(/,
  declare: /^\s+(?:@|\w+\s+(?:n?varchar|int|cursor|text|number))/i,
  set: /^\s+(?:@|global\s|session\s|role\s|names\s|\w+\s*(?:=|:=|to\s))/i,
  shutdown: /^\s*(?:;|--|#|\/\*|$|with\s|immediate|abort)/i,
  grant: /^[\w\s,*.()]{1,60}\s(?:on|to)\s/i,
  revoke: /^[\w\s,*.()]{1,60}\s(?:on|from)\s/i,
  copy: /^\s*(?:\(|[\w."]+\s*(?:\([^)]{0,40}\)\s*)?(?:from|to)\s+(?:program|std|e?'))/i,
  load: /^\s+(?:data|xml|'|\$)/i,
  attach: /^\s+(?:database\s|['"])/i,
  backup: /^\s+(?:database|log)\s/i,
  restore: /^\s+(?:database|log)\s/i,
  bulk: /^\s+insert\s/i,
  reconfigure: /^\s*(?:;|--|with|$)/i,
  dbcc: /^\s+\w+/,
  print: /^\s+(?:@|'|n')/i,
  if: /^\s*(?:\(|\d|not[\s(]|exists[\s(])/i,
  begin: /^\s*(?:;|declare\s|execute\s|exec\s|dbms_|tran)/i,
  do: /^\s+(?:\$\$|\w+\()/,
  handler: /^\s+\w+\s+open/i,
  use: /^\s+\w+\s*(?:;|--|#|$)/i,
  vacuum: /^\s+into\s/i,
  show: /^\s+(?:tables|databases|schemas|columns|grants|variables|processlist)/i,
  kill: /^\s+(?:query\s+|connection\s+)?\d+/i,
  rename: /^\s+(?:table|user)\s/i,
};

/** Whether a word begins a statement, judging by what follows it. */
export function beginsStatement(word: string, rest: string): boolean {
  const lower = word.toLowerCase();
  return Object.hasOwn(continuations, lower) && continuations[lower]?.test(rest.replace(/\/\*[^*]{0,40}\*\//g, ' ')) === true;
}
