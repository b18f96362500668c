/*
 * What statements should not do, as regex sources over what sql-code.ts leaves of them. Each begins with a letter, where a word begins:
 * sql-scan.ts looks for all at once. What follows a word is bound to it, so that each takes linear time however many there are.
 */

const string = String.raw`(?:(?:e|n|u&)?'|\$\w*\$)`;

/** A command of SQLite's own client, which begins a line. */
function onLine(command: string): string {
  const begin = command.slice(0, 2);
  return String.raw`${begin}(?<=(?:^|\n)\.${begin})${command.slice(2)}\b`;
}

/** Runs commands, loads code, reaches out, or runs a string. */
export const executes: readonly string[] = [
  String.raw`xp_(?:cmdshell|reg[a-z]|servicecontrol|availablemedia|terminate_process|loginconfig)`,
  String.raw`sp_(?:oa[a-z]{3}|configure\b|execute_external_script|executesql|prep(?:are|exec)|cursor(?:open|prep)|msforeach|add(?:extendedproc|linkedserver|_job)|start_job)`,
  String.raw`sys_(?:exec|eval|bineval)\s*\(`,
  `soname\\s*${string}`,
  String.raw`language\s*(?:'language'|(?:c|java|javascript|plpython\w{0,2}|plperlu|pltclu|plsh|plr|lua|r)\b)`,
  String.raw`create\s+(?:(?:or\s+replace\s+)?(?:and\s+(?:compile|resolve)\s+)?java\b|assembly\b|extension\s+(?:if\s+not\s+exists\s+)?(?:pl(?!pgsql)\w|dblink|file_fdw|adminpack|lo\b|http\b))`,
  String.raw`dbms_(?:scheduler|job|java\w*|xslprocessor|advisor|ldap|sql|sys_sql|xmlgen|xmlquery)\s*\.`,
  String.raw`utl_(?:http|tcp|smtp|inaddr|mail)\s*\.`,
  String.raw`httpuritype\b`,
  String.raw`dblink(?:_\w{1,20})?\s*\(`,
  ...['query', 'cursor'].map((what) => String.raw`${what}_to_xml\w{0,20}\s*\(\s*${string}`),
  `exec(?:ute)?\\s*(?:\\(|${string}|@\\w+(?!\\w|\\s*=))`,
  String.raw`execute\s+immediate\b`,
  String.raw`do(?:\s*'|\s+(?:e|n|u&)')`,
  String.raw`prepare\s+\S+\s+from\b`,
  String.raw`load_extension\s*\(`,
  String.raw`fts3_tokenizer\s*\(`,
  String.raw`alter\s+system\s+set\b`,
  String.raw`general_log\w{0,9}\s*:?=`,
  String.raw`slow_query_log\w{0,9}\s*:?=`,
  String.raw`u&""`,
  ...['shell', 'system', 'load'].map(onLine),
];

/** Reads or writes files. */
export const reachesFiles: readonly string[] = [
  String.raw`into\s+(?:out|dump)file\b`,
  ...['load_file', String.raw`pg_(?:read_(?:binary_)?file|ls_\w{1,20}|stat_file|file_\w{1,20})`, 'lo_(?:im|ex)port', 'openrowset', 'opendatasource', 'readfile', 'writefile', 'bfilename'].map((name) => String.raw`${name}\s*\(`),
  String.raw`load\s+(?:data|xml)\b`,
  String.raw`bulk\s+insert\b`,
  String.raw`utl_file\b`,
  String.raw`attach\s*(?:database\b|')`,
  String.raw`to\s+disk\b`,
  String.raw`overwrite\s+(?:local\s+)?directory\b`,
  String.raw`create\s+(?:or\s+replace\s+)?directory\b`,
  String.raw`xp_(?:dirtree|subdirs|fileexist|fixeddrives)\b`,
  ...['import', 'output', 'once', 'read', 'backup', 'save'].map(onLine),
];

/** Waits or keeps busy. */
export const delays: readonly string[] = [
  String.raw`sleep\s*\([\s(+-]*(?:[\d@.]|if\b|case\b|select\b|cast\b)`,
  String.raw`pg_sleep(?:_for|_until)?\s*\(`,
  String.raw`benchmark\s*\([\s(+-]*[\d@]`,
  String.raw`waitfor\s+(?:delay|time)\b`,
  String.raw`dbms_(?:pipe\s*\.\s*receive_message|(?:lock|session)\s*\.\s*sleep)\b`,
  String.raw`randomblob\s*\(\s*\d{7}`,
];

const object = '(?:table|database|schema|view|materialized|index|user|login|role|function|procedure|proc|trigger|tablespace|server|column|partition)';

/** Destroys data, schema or rights. */
export const destroys: readonly string[] = [
  String.raw`drop\s+${object}\b`,
  String.raw`truncate\s+\w`,
  String.raw`grant\s+all\b`,
  String.raw`create\s+(?:user|login|role)\b`,
  String.raw`alter\s+(?:user|login|role)\b`,
  String.raw`revoke\s+\w`,
  String.raw`set\s+password\b`,
  String.raw`shutdown\s*(?:;|$|with\b)`,
];

/** Reads where passwords are kept. */
export const readsSecrets: readonly string[] = [
  String.raw`mysql\s*\.\s*(?:user|global_priv|db)\b`,
  String.raw`pg_(?:shadow|authid|user_mappings?|hba_file_rules)\b`,
  String.raw`sql_logins\b`,
  String.raw`sysx?logins\b`,
  String.raw`authentication_string\b`,
  String.raw`sys\s*\.\s*(?:user(?:_history)?\$|credentials|linked_logins)`,
  String.raw`dba_users\b`,
  String.raw`loginproperty\b`,
];
