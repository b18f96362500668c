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
};

/** What an argument of each kind may hold where the policy says nothing of rules. */
export const kindTexts: Readonly<Record<Kind, string>> = {
  path: 'paths and file names in any script, escapes as URLs have them, `..` that stays inside. Which folders: `within`',
  url: 'http, https and WebSocket URLs to public hosts, with or without scheme. Which hosts: `hosts`',
  command: 'whole command lines, pipes and substitutions included, since to run them is what the tool is for',
  sql: 'whole statements, since to run them is what the tool is for',
  code: 'programs, patches, HTML, anything a file may hold',
  text: 'prose in any script, Markdown with code in it, paths and URLs in sentences',
  id: 'names, keys and numbers; also short texts without the signs of SQL, a shell or a path that climbs',
  any: 'what is ordinary in any of the others, as far as the value tells which it is: a kind that is named is judged more exactly',
};
