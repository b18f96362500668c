import type { Rule } from '../rules.ts';
import type { Inspector } from './rule.ts';

/*
 * What a statement should not do, in arguments that hold SQL: there its form is ordinary, so that only what it reaches
 * for counts. Read with strings and comments taken out.
 */

/** An inspector of statements. The trigger is a word of what `code` matches. */
function danger(rule: Rule, trigger: string, code: RegExp, mode?: 'alert'): Inspector {
  return {
    rule,
    kinds: ['sql'],
    ...(mode && { mode }),
    aside: 'dangers',
    trigger,
    finds: ({ statements }) => statements.some((reading) => code.test(reading)),
  };
}

/**
 * Runs commands on the server, loads code into it, reaches out from it, or runs a string as a statement, which no other rule
 * then sees (CWE-78, CWE-94). Lets calls of a database's own procedures pass.
 */
export const sqlExecute = danger(
  'sql.execute',
  '(?:xp_|sp_(?:oa|configure|execute|add|start_job|executesql)|program[^a-z]|sys_(?:exec|eval|bineval)|soname[^a-z]|language\\s|extension\\s|dbms_|utl_(?:http|tcp|smtp|inaddr|mail)|httpuritype|dblink|immediate[^a-z]|exec(?:ute)?\\s*[^a-z]|load_extension|fts3_tokenizer|assembly[^a-z]|java[^a-z]|system[^a-z]|general_log|prepare[^a-z]|[.\\\\](?:shell|load|!))',
  /\bxp_(?:cmdshell|reg\w|servicecontrol|availablemedia|terminate_process|loginconfig)|\bsp_(?:oa[a-z]{3}|configure\b|execute_external_script|executesql|add(?:extendedproc|linkedserver|_job)|start_job)|\bcopy\b[^;]{0,400}\bprogram\s{1,20}'|\bsys_(?:exec|eval|bineval)\s{0,20}\(|\bsoname\s{1,20}'|\blanguage\s{1,20}'?(?:c|java|javascript|plpython\w{0,2}|plperlu|pltclu|plsh|plr|lua|r)\b|\bcreate\s{1,20}extension\s{1,20}(?:if\s{1,20}not\s{1,20}exists\s{1,20})?(?:pl(?!pgsql)\w|dblink|file_fdw|adminpack|lo\b|http\b)|\b(?:dbms_(?:scheduler|job|java\w*|xslprocessor|advisor|ldap)|utl_(?:http|tcp|smtp|inaddr|mail))\s{0,20}\.|\bhttpuritype\b|\bdblink(?:_\w{1,20})?\s{0,20}\(|\bexecute\s{1,20}immediate\b|\bexec(?:ute)?\s{0,20}\(|\bexec(?:ute)?\s{1,20}'|\bprepare\s{1,20}\w{1,60}\s{1,20}from\b|\bload_extension\s{0,20}\(|\bfts3_tokenizer\s{0,20}\(|\bcreate\s{1,20}(?:assembly\b|(?:or\s{1,20}replace\s{1,20})?(?:and\s{1,20}(?:compile|resolve)\s{1,20})?java\b)|\balter\s{1,20}system\s{1,20}set\b|\bset\s{1,20}global\s{1,20}(?:general|slow_query)_log|^\s{0,99}(?:\.(?:shell|system|load)\b|\\!)/im,
);

/** Reads or writes files of the server (CWE-22, CWE-552). Lets bulk loading from a cloud's storage and from the client pass. */
export const sqlFile = danger(
  'sql.file',
  '(?:(?:out|dump|load_|read|write|b)file|load\\s|copy[^a-z]|pg_(?:read|ls|stat|file)|lo_(?:im|ex)port|bulk[^a-z]|openrowset|opendatasource|utl_file|attach[^a-z]|vacuum[^a-z]|disk[^a-z]|directory[^a-z]|xp_(?:dirtree|subdirs|fileexist|fixeddrives)|\\.(?:import|output|once|read|backup|save))',
  /\binto\s{1,20}(?:out|dump)file\b|\b(?:load_file|pg_read_(?:binary_)?file|pg_ls_\w{1,20}|pg_stat_file|pg_file_\w{1,20}|lo_(?:im|ex)port|openrowset|opendatasource|readfile|writefile|bfilename)\s{0,20}\(|\bload\s{1,20}(?:data|xml)\b|\bcopy\b(?!\s{1,20}into)[^;]{0,800}\b(?:from|to)\s{1,20}e?'(?!url')|\bbulk\s{1,20}insert\b|\butl_file\b|\battach\s{1,20}(?:database\b|')|\bvacuum\b[^;]{0,60}\binto\b|\bto\s{1,20}disk\b|\b(?:overwrite|create)\s{1,20}(?:or\s{1,20}replace\s{1,20})?(?:local\s{1,20})?directory\b|\bxp_(?:dirtree|subdirs|fileexist|fixeddrives)\b|^\s{0,99}\.(?:import|output|once|read|backup|save)\s/im,
);

/** Keeps the server busy or waiting, as probes for injections do (CWE-400, CWE-208). Lets tables and columns of these names pass. */
export const sqlDelay = danger(
  'sql.delay',
  '(?:sleep|benchmark|waitfor|dbms_|randomblob)',
  /\bsleep\s{0,20}\(\s{0,20}(?:[\d(@.]|if\b|case\b|select\b|cast\b)|\bpg_sleep(?:_for|_until)?\s{0,20}\(|\bbenchmark\s{0,20}\(\s{0,20}[\d(@]|\bwaitfor\s{1,20}(?:delay|time)\b|\bdbms_(?:pipe\s{0,20}\.\s{0,20}receive_message|(?:lock|session)\s{0,20}\.\s{0,20}sleep)\b|\brandomblob\s{0,20}\(\s{0,20}\d{7}/i,
);

const statementObject = String.raw`(?:table|database|schema|view|materialized|index|user|login|role|function|procedure|proc|trigger|tablespace|server|column|partition)`;
/** A delete or update of every row. */
const everyRow = /^\s{0,99}(?:delete\s{1,20}from\b|update\s{1,20}\S{1,200}\s{1,20}set\b)(?!.{0,20000}(?:\bwhere\b(?!\s{0,20}(?:1|true|1\s{0,20}=\s{0,20}1)\s{0,99}$)|\bjoin\b|\busing\b|\blimit\b))/is;
const destroys = new RegExp(String.raw`\b(?:drop\s{1,20}${statementObject}\b|truncate\s{1,20}(?:table\s{1,20})?\w|grant\s{1,20}all\b|(?:create|alter)\s{1,20}(?:user|login|role)\b|revoke\s{1,20}\w|set\s{1,20}password\b)|\bshutdown\s{0,20}(?:;|$|with\b)`, 'i');

/**
 * Destroys data, schema or rights: drop, truncate, a delete or update of every row, grant all, accounts. Some tools exist for
 * it, so it alerts (CWE-89, OWASP LLM06 excessive agency). Lets changes of chosen rows pass.
 */
export const sqlDestructive: Inspector = {
  ...danger('sql.destructive', '(?:drop\\W|truncate\\W|delete\\W|update\\W|grant\\W|alter\\W|create\\W|revoke\\W|password\\W|shutdown)', destroys, 'alert'),
  finds: ({ statements }) => statements.some((code) => destroys.test(code) || code.split(';', 200).some((statement) => everyRow.test(statement))),
};

/** Reads where a database keeps passwords and keys (CWE-522). It alerts, since administrators' tools do. Lets the catalog of tables pass. */
export const sqlSecrets = danger(
  'sql.secrets',
  '(?:mysql\\W|pg_(?:shadow|authid|user_mapping|hba)|sql_logins|sys(?:x)?logins|authentication_string|password_hash|user\\$|dba_users|user_history|global_priv|sys\\W{1,9}credentials|linked_logins)',
  /\bmysql\s{0,9}\.\s{0,9}(?:user|global_priv|db)\b|\bpg_(?:shadow|authid|user_mappings?|hba_file_rules)\b|\bsql_logins\b|\bsysx?logins\b|\bauthentication_string\b|\bsys\s{0,9}\.\s{0,9}(?:user(?:_history)?\$|credentials|linked_logins)|\bdba_users\b|\bloginproperty\b/i,
  'alert',
);
