/*
 * Nearly every message is a tool call of the plainest form. PCRE recognizes it, byte for byte and in one pass, where
 * parsing, measuring and shaping it in QuickJS takes ten times as long. What the patterns let pass holds, without a
 * further look: JSON, but for what JSON.parse says of the arguments; ASCII without `\u` escapes; no member twice, none
 * unknown; an id; at most four levels; 16 arguments; no name, id or key longer than 64 characters; no claim of the modern era.
 */

const text = String.raw`"[^"\\\x00-\x1f\x7f-\xff]*+(?:\\["\\/bfnrt][^"\\\x00-\x1f\x7f-\xff]*+)*+"`;
const number = String.raw`-?(?:0|[1-9]\d{0,14}+)(?:\.\d{1,15}+)?`;
const scalar = `(?:${text}|${number}|true|false|null)`;
const list = String.raw`\[(?:${scalar}(?:,(?!\])|(?=\])))*+\]`;
const id = String.raw`(?:0|[1-9]\d{0,14}+|"[\w-]{1,64}+")`;

/** The value of `arguments`: scalars and lists of them. A PCRE pattern, as all in this file. */
export const ordinaryArguments = renderArguments(String.raw`"([A-Za-z]\w{0,31}+)"`, `(?:${scalar}|${list})`);

/**
 * An object of at most 16 members, none twice; `name` is a pattern with one group, the name without its quotes, `rest` the
 * characters beside commas that the rest of the body may have.
 */
export function renderArguments(name: string, value: string, rest = '[^,]'): string {
  // Looked for after a comma only: the last member, mostly the longest, is not scanned for its own name.
  const notAgain = String.raw`(?!"\g{-1}":)`;
  const more = String.raw`,(?=")${notAgain}(?=${rest}*+(?:,${notAgain}${rest}*+)*+\z)`;
  return String.raw`\{(?:${name}:${value}(?:${more}|(?=\}))){0,16}+\}`;
}

/** Whole bodies with such arguments, one pattern for each order in which SDKs write the members of a message. */
export function renderCalls(args: string): readonly string[] {
  const method = '"method":"tools/call"';
  const version = '"jsonrpc":"2.0"';
  const request = `"id":(?<portcullis_call_id>${id})`;
  const meta = String.raw`(?:,"_meta":\{"progressToken":${id}\})?+`;
  const params = String.raw`"params":\{"name":"(?<portcullis_call_tool>[\w./-]{1,64}+)","arguments":(?<portcullis_call_args>${args})${meta}\}`;
  return [
    [method, params, version, request],
    [version, request, method, params],
    [version, method, params, request],
    [version, method, request, params],
  ].map((members) => String.raw`(?s)\A\{${members.join(',')}\}\z`);
}
