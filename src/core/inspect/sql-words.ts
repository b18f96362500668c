import { beginsStatement } from './sql-statements.ts';

const logic = /^(?:and|or|xor|div)$/;
/** Functions that injections call and prose does not open a bracket behind. */
const functions =
  /^(?:concat|concat_ws|group_concat|string_agg|char|nchar|chr|ascii|unicode|ord|substr|substring|substrb|mid|left|right|hex|unhex|row|elt|make_set|rand|random|floor|count|md5|sha1|cast|convert|ifnull|isnull|nullif|nvl|coalesce|if|iif|exists|length|len|cos|pi|bin|aes_decrypt|procedure|analyse|to_char|upper|lower|reverse|exp|greatest|least|abs|max|min|generate_series|db_name|host_name|object_id|col_name|inet_server_addr)$/;
/** Functions that an ordinary value has no use for: they tell of the server, wait, raise errors or reach out. */
const telling =
  /^(?:sleep|benchmark|pg_sleep\w*|randomblob|load_file|extractvalue|updatexml|xmltype|gtid_subset|gtid_subtract|json_keys|version|sqlite_version|user|database|schema|current_user|session_user|system_user|current_database|current_schema|query_to_xml|database_to_xml|lo_import|load_extension|pg_read_file|pg_ls_dir|is_srvrolemember|(?:sys\.|ctxsys\.)?(?:dbms_|utl_|drithsx\.|fn_)\w+(?:\.\w+)?)$/;
/** The same without brackets. */
const tellingNames = /^(?:current_user|session_user|system_user|(?:dbms_|utl_)\w+\.\w+|(?:\w+\.\w*\.)?[xs]p_\w+)$/;
const comparisons = /^(?:like|in|is|between|rlike|regexp|sounds|similar|glob|ilike|isnull|notnull)$/;
const operators = /^(?:not|mod|collate|binary|escape|any|all|some|distinct)$/;

/** One letter for a word (sql-shape.ts), judging also by what follows it. */
export function wordLetter(word: string, rest: string): string {
  const lower = word.toLowerCase();
  const call = /^\s{0,4}\(/.test(rest);
  if (logic.test(lower)) return '&';
  if (/^(?:union|intersect|except|minus)$/.test(lower)) return 'U';
  if (lower === 'select' || lower === 'case') return 'E';
  if (/^(?:null|true|false|unknown|\\n|0x[\da-f]+|0b[01]+)$/.test(lower)) return '1';
  if (call && telling.test(lower)) return 'd';
  if (call && functions.test(lower)) return 'f';
  if (tellingNames.test(lower)) return 'd';
  if (comparisons.test(lower)) return 'o';
  if (operators.test(lower)) return 'a';
  if (/^(?:from|where|into|as|values|join|using|then|when|end|else)$/.test(lower)) return 'F';
  if (/^(?:having|limit|offset|procedure)$/.test(lower)) return 'H';
  if (/^(?:waitfor|outfile|dumpfile)$/.test(lower)) return 'W';
  if (beginsStatement(word, rest)) return 'T';
  return rest.startsWith('(') ? 'g' : 'n';
}
