import type { Kind } from '../../core/policy/kind.ts';

/** What a name can stand for, and what must be said besides, or must not. Lower case throughout. */
export interface NameRule {
  readonly kind: Kind;
  /** The last word of the name, singular. */
  readonly heads: RegExp;
  /** A second sign: in the name's other words, the description, the tool's name or its description. */
  readonly sign?: RegExp;
  /** A second sign that counts for less, and so not in the tool's description, which speaks of much. */
  readonly nearSign?: RegExp;
  /** Signs that the tool's name must have, all of them. */
  readonly toolSigns?: readonly RegExp[];
  /** Says that it is something else: in the name's other words or the description. */
  readonly unless?: RegExp;
  /** The same in the tool's name. */
  readonly toolUnless?: RegExp;
}

const pathHeads = /^(?:path|pathname|filepath|filename|directory|dir|dirname|folder|workdir|cwd)$/;
const fileWords = /\b(?:files?|file ?names?|directory|directories|folders?)\b/;
const addresses = /\b(?:urls?|https?|web ?pages?|web ?sites?)\b/;
/** What is addressed otherwise than over HTTP, or may be: kind `url` would refuse it. */
const otherAddresses = /\b(?:dsn|connection|database|db|jdbc|redis|mongodb?|postgres(?:ql)?|mysql|amqp|mqtt|kafka|git|ssh|scp|clone|remote|repo|repository|s3|sftp|ldap|data ur[il]s?|base64|paths?|files?|proxy|resource|patterns?|ids?)\b|\b(?!https?:)[a-z][a-z\d+.-]{1,20}:\/\//;
const shellWords = /\b(?:shell|bash|zsh|terminal|powershell|command[ -]line|subprocess)\b/;
const sqlWords = /\b(?:sql|sqlite|postgres|postgresql|mysql|mariadb|mssql|bigquery|snowflake|duckdb|clickhouse)\b/;
const otherLanguages = /\b(?:graphql|cypher|sparql|mongo|mongodb|mongosh|redis|elasticsearch|lucene|jql|cql|kql|promql|logql|influxql|jsonpath|xpath|regex|regular expressions?|css selectors?)\b/;
const notQueries = /\b(?:graphql|cypher|sparql|mongodb?|redis|elasticsearch|lucene|jql|cql|kql|promql|logql|notion|natural language|plain english|semantic|search)\b/;
const codes = /\b(?:country|currency|postal|zip|status|error|language|lang|airport|iata|icao|iso|promo|coupon|discount)\b/;
const notProgram = /\b(?:country|currency|postal|zip|status|error|language|lang|airport|iata|icao|iso|promo|coupon|discount|auth|authorization|oauth|verification|otp|area|dial|color|stock|product|region|state|exit|invite|access|ticker|paths?|names?|shell)\b/;
const notText = /\b(?:path (?:to|of|or)|(?:or|a|an) (?:file ?)?path|ur[il]s?|base64|json|xpath|selector|sql|shell|terminal|bash|commands?|execute[ds]?|eval|regex|script|keystrokes?)\b/;
const runningTools = /\b(?:shell|terminal|bash|command|exec|execute|eval|sql|script|tmux)\b/;

/** In order: the first that fits counts. A head that one of them has, when none fits, leaves the kind open. */
export const nameRules: readonly NameRule[] = [
  // 1. Where something lies.
  { kind: 'path', heads: pathHeads, nearSign: fileWords, unless: /\b(?:ur[il]s?|https?|xpath|json ?path|json pointer)\b/ },
  {
    kind: 'path',
    heads: pathHeads,
    unless: /\b(?:ur[il]s?|https?|api|endpoint|route|json|x|xpath|xml|css|svg|property|object|fields?|keys?|class|module|import|secrets?|vault|learning|career|ids?|query|mailbox)\b/,
    toolUnless: /\b(?:api|https?|request|rest|graphql|ur[il]s?|secrets?|vault)\b/,
  },
  { kind: 'path', heads: /^file$/, unless: /\b(?:contents?|base64|ids?|ur[il]s?|https?|upload|data|blob|binary|bytes|text|buffer|keys?|types?)\b/ },
  {
    kind: 'path',
    heads: /^(?:source|src|destination|dest|dst|target|output|input|root|location)$/,
    nearSign: /\b(?:file ?paths?|paths?|directory|directories|folders?|files?|file ?names?)\b/,
    unless: /\b(?:ur[il]s?|https?|contents?|text|base64|code|language|branch|commit|json|formats?)\b/,
  },
  { kind: 'path', heads: /^name$/, nearSign: /^(?:[a-z]+ )?(?:file|folder|directory|dir)$|^(?:the )?name of the (?:output |input |new )?(?:file|folder|directory)\b/, unless: /\b(?:ur[il]s?|contents?)\b/ },
  // 2. What is fetched.
  { kind: 'url', heads: /^(?:url|href|website|webhook|permalink)$/, unless: otherAddresses, toolUnless: /\b(?:git|clone|database|db)\b/ },
  { kind: 'url', heads: /^(?:uri|link|endpoint|site|page|src|image|source|redirect|callback|feed)$/, nearSign: addresses, unless: otherAddresses, toolUnless: /\b(?:git|clone|database|db|resource)\b/ },
  // 3. What runs: two signs each, for their rules let pass what an injection elsewhere is made of.
  { kind: 'command', heads: /^(?:command|cmd|commandline)$/, sign: shellWords, unless: otherLanguages },
  {
    kind: 'command',
    heads: /^(?:command|cmd|commandline)$/,
    nearSign: /\b(?:exec|execute|executes|executed|run|runs|console|cli|kubectl|process|ssh)\b/,
    unless: /\b(?:graphql|cypher|mongo|mongodb|mongosh|redis|sql|slash|voice|editor|browser|javascript|python|chat|bot|game|minecraft|robot|device|home|mqtt|gdb|vim|lights?)\b/,
    toolUnless: /\b(?:mongo|mongosh|redis|sql|slash|voice|editor|browser|chat|bot|game|minecraft|robot|device|home|mqtt|gdb|vim)\b/,
  },
  { kind: 'command', heads: /^script$/, sign: shellWords, unless: /\b(?:javascript|python|browser|page|sql|applescript)\b/, toolUnless: /\b(?:javascript|python|browser|page|sql|applescript)\b/ },
  { kind: 'command', heads: /^(?:shell|bash|sh|powershell)$/, nearSign: /\b(?:commands?|scripts?)\b/, unless: /\b(?:to use|which|default)\b/ },
  { kind: 'sql', heads: /^sql$/, sign: /\b(?:query|queries|statements?|database|db|tables?|select|execute)\b/, unless: otherLanguages },
  { kind: 'sql', heads: /^(?:query|statement)$/, sign: sqlWords, unless: notQueries, toolUnless: notQueries },
  {
    kind: 'code',
    heads: /^(?:code|script|snippet|function|expression|javascript|js|typescript|python)$/,
    nearSign: /\b(?:javascript|typescript|python|node\.?js|source code|source|snippets?|programs?|jupyter|notebook|playwright|puppeteer|sandbox|repl|interpreter|lint|refactor)\b|\/\* code \*\//,
    unless: notProgram,
  },
  { kind: 'code', heads: /^(?:code|snippet)$/, nearSign: /\b(?:execute|executes|exec|run|evaluate|eval|compile)\b/, unless: notProgram },
  { kind: 'code', heads: /^(?:javascript|js|typescript|python)$/, nearSign: /\b(?:code|scripts?|execute|executes|exec|run|evaluate|eval)\b/, unless: notProgram },
  // What is written to a file is for no interpreter.
  { kind: 'code', heads: /^(?:content|text|string|str)$/, nearSign: /\b(?:write|append|save|insert) (?:to|into|in) (?:the|a) (?:new )?files?\b|\bcontents? of the (?:new )?file\b/, unless: /\b(?:ur[il]s?|base64|commit|title|type)\b/ },
  {
    kind: 'code',
    heads: /^(?:content|text|string|str)$/,
    toolSigns: [/\b(?:write|create|edit|append|insert|replace|update|save|put|push|overwrite|modify)\b/, /\bfiles?\b/],
    unless: /\b(?:ur[il]s?|base64|commit|title|type)\b/,
  },
  // 4. What people or models read.
  {
    kind: 'text',
    heads: /^(?:content|text|message|description|desc|prompt|title|comment|summary|note|caption|subject|headline|reason|instruction|question|answer|feedback|bio|reply|markdown|observation|insight|abstract|excerpt|paragraph|sentence)$/,
    unless: notText,
    toolUnless: runningTools,
  },
  { kind: 'text', heads: /^body$/, unless: /\b(?:https?|request|payload|json|xml|graphql|base64|ur[il]s?)\b/, toolUnless: /\b(?:https?|fetch|api|webhook|curl|graphql|rest)\b|^(?:http |send |make |raw )?request$/ },
  {
    kind: 'text',
    heads: /^(?:query|q|search|keyword|term|phrase)$/,
    nearSign: /\b(?:search|searches|searching|find|keywords?|natural language)\b/,
    unless: /\b(?:sql|graphql|cypher|sparql|mongodb?|redis|elasticsearch|lucene|jql|cql|kql|promql|logql|xpath|regex|regular expression|selector|ur[il]s?|paths?|globs?)\b/,
    toolUnless: /\b(?:sql|graphql|cypher|sparql|mongo|mongodb|redis|jql|cql|ur[il]s?|paths?)\b/,
  },
  // 5. What something is called by.
  { kind: 'id', heads: /^code$/, nearSign: codes },
  {
    kind: 'id',
    heads: /^name$/,
    nearSign: /\b(?:branch|repo|repository|user|table|tag|remote|service|pod|bucket|index|collection|container|database|db|schema|column|namespace|package|organization|org|owner|cluster|deployment|node|region|queue)$/,
    unless: /\b(?:ur[il]s?|full|display)\b/,
  },
  { kind: 'id', heads: /^(?:key|number)$/, nearSign: /\b(?:issue|project|epic|ticket|board|parent|pull|pr|order|invoice|account|build|serial)$/ },
  { kind: 'id', heads: /^(?:target|base|head|revision|start|end|from|to|source|since)$/, nearSign: /\b(?:branch|branches|commits?|revisions?)\b/, unless: /\b(?:ur[il]s?|paths?|files?|directory|folders?|messages?)\b/ },
  { kind: 'id', heads: /^(?:id|uuid|guid|slug|sha|branch|username|timezone|tz|locale|currency|timestamp|ts|datetime|isbn|doi|cursor)$/, unless: /\b(?:ur[il]s?|https?|path (?:to|of|or)|json|sql)\b/ },
  {
    kind: 'id',
    heads: /^(?:ref|commit|tag|repo|repository|owner|org|organization|organisation|login|user|assignee|reviewer|email|namespace|ticker|hash|version|handle|identifier|date|country|region|language|lang|bucket|pod|column|channel)$/,
    unless: /\b(?:ur[il]s?|https?|paths?|directory|folder|clone|json|sql|contents?|messages?|prompt|questions?|text|queries|query|markdown)\b/,
  },
];
