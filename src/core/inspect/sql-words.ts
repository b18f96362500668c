const logic = /^(?:and|or|xor|div|\|\||&&)$/;
const functions =
  /^(?:sleep|benchmark|pg_sleep|version|user|database|schema|concat|concat_ws|group_concat|char|chr|ascii|ord|substr|substring|mid|hex|unhex|load_file|extractvalue|updatexml|row|elt|make_set|rand|floor|count|md5|sha1|cast|convert|ifnull|coalesce|if|iif|exists|json_keys|randomblob|like|rlike|length|len|cos|pi|aes_decrypt|current_user|system_user|session_user|procedure|analyse|to_char|sqlite_version|left|right|upper|lower|exp|gtid_subset|xmltype|substrb|greatest|least|abs)$/;
const operators = /^(?:like|in|is|not|between|rlike|regexp|sounds|similar|glob|div|mod|collate|binary|escape|isnull|notnull|any|all|some)$/;
const clauses = /^(?:order|group|having|limit|offset|procedure)$/;
const statements =
  /^(?:insert|update|delete|drop|create|alter|truncate|exec|execute|declare|shutdown|begin|call|merge|grant|revoke|waitfor|copy|use|set|replace|load|if|attach|handler|backup|dbcc|print)$/;

/** One letter for a word; `call` when an opening bracket follows it. */
export function wordLetter(word: string, call: boolean): string {
  const lower = word.toLowerCase();
  if (logic.test(lower)) return '&';
  if (/^(?:union|intersect|except|minus)$/.test(lower)) return 'U';
  if (lower === 'select' || lower === 'case') return 'E';
  if (/^(?:null|true|false|0x[\da-f]+|0b[01]+|unknown)$/.test(lower)) return '1';
  if (call && functions.test(lower)) return 'f';
  if (operators.test(lower)) return 'o';
  if (/^(?:from|where|into|as|values|join|using|then|when|end|else)$/.test(lower)) return 'F';
  if (clauses.test(lower)) return 'B';
  return statements.test(lower) ? 'T' : 'n';
}
