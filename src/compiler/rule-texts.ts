import type { Kind } from '../core/policy/kind.ts';

/** What people are told of a rule; nothing of it is in nginx. */
export interface RuleText {
  /** What it stops, as the end of "Stops ...". */
  readonly stops: string;
  /** What looks alike and passes on purpose. */
  readonly passes: string;
  /** Where the weakness is described: CWE and OWASP ids. */
  readonly sources: readonly string[];
}

/** By rule of inspection; a test holds this against the registry. */
export const ruleTexts: Readonly<Record<string, RuleText>> = {
  'path.traversal': {
    stops: 'paths that climb out of the folder they start in: `..` plain, percent-encoded once or more, as full-width or other look-alike characters, with backslashes, path parameters (`..;`), trailing blanks, or doubled so that a filter leaves one; other machines (`\\\\server\\share`)',
    passes: '`..` that stays inside (`a/../b`), version ranges and ellipses (`1..5`, `wait...`), plain relative paths within sentences and code unless they lead to a file of secrets',
    sources: ['CWE-22', 'CWE-23', 'CWE-40', 'OWASP A01:2021'],
  },
  'path.sensitive': {
    stops: 'paths that name a file or folder of secrets, accounts or system state, in any spelling: `/etc/shadow`, `/proc/self/...`, SSH and cloud keys, `.env`, `.git/config`, shell histories, browser logins, Windows registry hives',
    passes: 'names that only contain such a word (`passwd-reset.md`, `shadow.css`), public halves (`id_rsa.pub`), templates (`.env.example`), and sentences that mention such a file',
    sources: ['CWE-200', 'CWE-552', 'OWASP A01:2021'],
  },
  'path.encoding': {
    stops: 'paths and names that decoders read differently: control characters, overlong UTF-8, escapes within escapes, `%uXXXX`, NTFS streams (`::$DATA`), 8.3 names in Windows paths, anything beyond 8,192 characters',
    passes: 'ordinary escapes (`my%20report.pdf`), percent signs that are none (`100%`), tildes in names and home folders, names in any script',
    sources: ['CWE-172', 'CWE-174', 'CWE-176', 'CWE-69', 'OWASP A01:2021'],
  },
  'ssrf.metadata': {
    stops: 'URLs to the service from which cloud machines get credentials (169.254.169.254, `metadata.google.internal` and the like), however the address is written, also as a parameter of another URL',
    passes: 'documentation about metadata services on public hosts, and the address within a sentence',
    sources: ['CWE-918', 'OWASP A10:2021'],
  },
  'ssrf.address': {
    stops: 'URLs to loopback, private, link-local and other internal addresses and names: decimal, octal, hexadecimal and shortened IPv4, IPv6 forms that hold IPv4, wildcard DNS (`nip.io`), credentials or backslashes that hide the host',
    passes: 'public names and addresses; connection strings to internal hosts (`postgres://app@localhost/shop`) and `//x/y` where the kind is not `url`',
    sources: ['CWE-918', 'CWE-1389', 'OWASP A10:2021'],
  },
  'ssrf.scheme': {
    stops: 'URLs whose scheme does something other than fetch over HTTP: `file:`, `gopher:`, `dict:`, `ldap:`, `jar:`, `php:`, `javascript:`, `data:`; in kind `url` any scheme but `http`, `https`, `ws` and `wss`',
    passes: 'where the kind is not `url`: schemes that only name something (`mailto:`, `urn:`, `git+ssh:`, `s3:`), inline `data:` URLs, and such a word within a sentence',
    sources: ['CWE-918', 'OWASP A10:2021'],
  },
  'shell.injection': {
    stops: 'text that would run a command if a server put it into a shell line: separators, pipes and substitutions before a command, split or obfuscated command names, code given to an interpreter, options that run programs; in `path`, `id` and `url` any form that only a shell reads',
    passes: 'prose with `;`, `&` and `|`, Markdown code spans, prices and templates (`$5`, `${name}`), names of commands in a sentence; everything in kinds `command` and `code`, where such text is the work itself',
    sources: ['CWE-77', 'CWE-78', 'CWE-88', 'CWE-94', 'CAPEC-88', 'OWASP A03:2021'],
  },
  'sql.injection': {
    stops: 'values that would leave the literal or number they are put in and go on as SQL: tautologies, `UNION SELECT`, stacked statements, comments that cut off the rest, subqueries and time delays, read by the shape of what follows the quote',
    passes: "apostrophes in names and prose (`O'Brien`, `rock 'n' roll`), sentences with `select`, `or`, `union`, dashes and semicolons; whole statements in kind `sql`, where they are the work itself",
    sources: ['CWE-89', 'CWE-943', 'CAPEC-66', 'OWASP A03:2021'],
  },
  'text.bidi': {
    stops: 'bidirectional controls that make a reader see another order than the one stored (Trojan Source): overrides anywhere, embeddings and isolates that are not closed on their line or hold no right-to-left letters; outside of prose any of them',
    passes: 'Hebrew, Arabic and mixed text without controls, and in prose closed embeddings and isolates around right-to-left words',
    sources: ['CWE-451', 'CVE-2021-42574', 'OWASP LLM01:2025'],
  },
  'text.invisible': {
    stops: 'characters that show nothing but are read by a model: tag characters, runs of variation selectors or of zero-width characters, Latin words split by them; outside of prose any that no script needs',
    passes: 'emoji sequences and flags, joiners where a script needs them (Persian, Hindi), a byte order mark at the beginning, and in prose soft hyphens and a stray zero-width space',
    sources: ['CWE-451', 'OWASP LLM01:2025'],
  },
  'command.destructive': {
    stops: 'commands that destroy what no later command brings back: deleting file systems, home folders or system folders, overwriting or formatting disks, fork bombs, wiping histories, logs and backups, shutting machines down',
    passes: 'deleting named files and build folders (`rm -rf node_modules`), formatting code, `dd` between ordinary files, dropping containers by name',
    sources: ['CWE-78', 'CWE-250', 'OWASP LLM06:2025'],
  },
  'command.reverse-shell': {
    stops: 'commands that hand a shell to another machine: interpreters bound to a socket, `/dev/tcp`, netcat with a program, named pipes between a shell and a connection',
    passes: 'connection tests (`nc -zv host 443`), servers that listen, SSH to a host, scripts that use sockets for something else',
    sources: ['CWE-78', 'CWE-506', 'OWASP LLM06:2025'],
  },
  'command.remote-script': {
    stops: 'code run straight from the network or out of an encoding: a download piped into or substituted for an interpreter, decoded text piped into a shell',
    passes: 'downloads into files, pipes into tools that only read (`curl ... | jq`), installers of package managers',
    sources: ['CWE-494', 'CWE-829', 'OWASP LLM06:2025'],
  },
  'command.secrets': {
    stops: 'commands that read stores of secrets or send them away: shadow files, SSH and cloud keys, metadata services, dumps of the environment or of keyrings into a connection',
    passes: 'commands that make or list keys (`ssh-keygen`, `ls ~/.ssh`), that read public halves, and that set variables',
    sources: ['CWE-200', 'CWE-522', 'OWASP LLM02:2025'],
  },
  'sql.stacked': {
    stops: 'a second statement behind one that reads, which changes data, rights or structure',
    passes: 'scripts of one sort of statement, a semicolon at the end or within a literal, transactions and settings around a query',
    sources: ['CWE-89', 'CAPEC-66', 'OWASP A03:2021'],
  },
  'sql.file': {
    stops: 'statements that read or write files of the database server: `INTO OUTFILE`, `LOAD_FILE`, `COPY ... TO`, large objects, attached databases',
    passes: 'tables, columns and literals of such names, `COPY ... FROM STDIN`',
    sources: ['CWE-73', 'CWE-89', 'OWASP A03:2021'],
  },
  'sql.execute': {
    stops: 'statements that run programs or foreign code on the database server: `xp_cmdshell`, `COPY ... PROGRAM`, library functions, loaded extensions',
    passes: 'calls of ordinary procedures and functions, prepared statements',
    sources: ['CWE-78', 'CWE-89', 'OWASP A03:2021'],
  },
  'sql.delay': {
    stops: 'calls whose only effect is to take time, as blind injection uses them: `SLEEP`, `pg_sleep`, `WAITFOR DELAY`, benchmarks, heavy cross joins of catalogs',
    passes: 'intervals and timestamps, columns of such names, slow but ordinary queries',
    sources: ['CWE-89', 'CWE-400', 'OWASP A03:2021'],
  },
  'sql.destructive': {
    stops: 'statements that destroy all there is of something: dropping databases, schemas and tables, `TRUNCATE`, `DELETE` and `UPDATE` without a condition or with one that always holds',
    passes: 'changes with a condition, temporary tables, indexes and views made anew',
    sources: ['CWE-89', 'CWE-250', 'OWASP LLM06:2025'],
  },
  'sql.secrets': {
    stops: 'statements that read accounts and their password hashes from the catalogs of databases: `mysql.user`, `pg_shadow`, `sys.sql_logins`',
    passes: 'catalogs of tables and columns (`information_schema`), an application\'s own table of users',
    sources: ['CWE-200', 'CWE-522', 'OWASP LLM02:2025'],
  },
  'prompt.override': {
    stops: 'phrases that turn a model against those it works for: to set aside its instructions, to show them, to be another self, to act behind the user, to put something into its answers; marks of chat templates',
    passes: 'ordinary requests with such words (`ignore the previous email`, `tell the user`), headings like `## System requirements`',
    sources: ['CWE-1427', 'OWASP LLM01:2025'],
  },
  'prompt.hidden': {
    stops: 'instructions where people do not look: HTML and Markdown comments and unseen elements that speak to a model, escapes by which a terminal hides text, dozens of empty lines',
    passes: 'comments that are markers (`<!-- more -->`), hidden elements without such words',
    sources: ['CWE-1427', 'CWE-451', 'OWASP LLM01:2025'],
  },
  'prompt.flood': {
    stops: 'twelve and more back-ticks in a row, which end whatever block a prompt puts around a text',
    passes: 'code spans and blocks of any number, fences of up to eleven back-ticks, rules of other characters',
    sources: ['CWE-1427', 'OWASP LLM01:2025'],
  },
  'text.homoglyph': {
    stops: 'words of Latin letters in which letters of another script stand for some (`admin` with a Cyrillic a), which people and filters read as another name',
    passes: 'words that are wholly of one script, letters that look like no Latin one, Greek letters of formulas; in kind `any` all but identifiers in code',
    sources: ['CWE-1007', 'CWE-451', 'CVE-2021-42694'],
  },
};

/** What an argument of each kind may hold where the policy says nothing of rules. */
export const kindTexts: Readonly<Record<Kind, string>> = {
  path: 'paths and file names in any script, escapes as URLs have them, `..` that stays inside. Which folders: `within`',
  url: 'http, https and WebSocket URLs to public hosts, with or without scheme. Which hosts: `hosts`',
  command: 'whole command lines, pipes and substitutions included, since to run them is what the tool is for: only dangers are looked for',
  sql: 'whole statements, since to run them is what the tool is for: only dangers are looked for',
  code: 'programs, patches, HTML, anything a file may hold',
  text: 'prose in any script, Markdown with code in it, paths and URLs in sentences',
  id: 'names, keys and numbers; also short texts without the signs of SQL, a shell or a path that climbs',
  any: 'what is ordinary in any of the others, as far as the value tells which it is: a kind that is named is judged more exactly',
};
