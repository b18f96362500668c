/*
 * Nearly every message is a tool call of the plainest form. PCRE recognizes it, byte for byte and in one pass, where
 * parsing, measuring and shaping it in QuickJS takes ten times as long. What the patterns let pass holds, without a
 * further look: JSON, but for what JSON.parse says of the arguments; ASCII without `\u` escapes; no member twice, none
 * unknown; an id; at most four levels; 10 arguments; no name, id or key longer than 64 characters; no claim of the modern era.
 */

const character = String.raw`[^"\\\x00-\x1f\x7f-\xff]`;
const escape = String.raw`\\["\\/bfnrt]`;
const endOfText = `${character}*+(?:${escape}${character}*+)*+"`;
const number = String.raw`-?(?:0|[1-9]\d{0,14}+)(?:\.\d{1,15}+)?`;
const word = `${number}|true|false|null`;
const list = renderList(`"${endOfText}`);
const id = String.raw`(?:0|[1-9]\d{0,14}+|"[\w-]{1,64}+")`;

function renderList(text: string): string {
  return String.raw`\[(?:(?:${text}|${word})(?:,(?!\])|(?=\])))*+\]`;
}

/** The name of an argument. A PCRE pattern, as all in this file. */
const ordinaryName = String.raw`[A-Za-z]\w{0,31}+`;

/**
 * The value of `arguments`: scalars and lists of them. `quiet` is a pattern of the longest beginning of a text that needs no
 * inspection; `portcullis_call_loud` is not empty when it does not reach to the end of a text that is longer than `short`.
 */
export function renderOrdinaryArguments(quiet: string, short: number): Arguments {
  const loud = '(?<portcullis_call_loud>';
  const text = `"(?:${character}{0,${short}}+"|${quiet}(?:"|(?=${loud}.))${endOfText}))`;
  const shortList = renderList(`"${character}{0,${short}}+"`);
  return { name: ordinaryName, value: String.raw`(?|${text}|${word}|${shortList}|(?=${loud}\[))${list})` };
}

/** The patterns of an argument's name and of its value, neither with an unnamed group. */
export interface Arguments {
  readonly name: string;
  readonly value: string;
}

const mostArguments = 10;

/** An object of at most 10 members, none twice; `groups` is how many stand before it in the pattern. */
function renderObject({ name, value }: Arguments, groups: number): string {
  // Each name is remembered in the last group that is free: looking for it in what follows would take another pass over all texts.
  const slots = Array.from({ length: mostArguments }, (_, at) => groups + 1 + at);
  const remember = slots.reduce((next, slot) => `(?(${slot})${next}|([^"]++))`, '(?!)');
  // Of two digits PCRE takes for an octal code what stands before its group.
  const again = slots.map((slot) => (slot < 10 ? `\\${slot}` : String.raw`\g{${slot}}`)).join('|');
  return String.raw`\{(?:"(?=${name}")(?!(?:${again})")${remember}":${value}(?:,(?=")|(?=\})))*+\}`;
}

/** Whole bodies with such arguments, one pattern for each order in which SDKs write the members of a message. */
export function renderCalls(args: Arguments): readonly string[] {
  const method = '"method":"tools/call"';
  const version = '"jsonrpc":"2.0"';
  const request = `"id":(?<portcullis_call_id>${id})`;
  const meta = String.raw`(?:,"_meta":\{"progressToken":${id}\})?+`;
  const params = (groups: number): string =>
    String.raw`"params":\{"name":"(?<portcullis_call_tool>[\w./-]{1,64}+)","arguments":(?<portcullis_call_args>${renderObject(args, groups)})${meta}\}`;
  // The tool's name and the arguments are groups themselves, and so is an id before them.
  return [
    [method, params(2), version, request],
    [version, request, method, params(3)],
    [version, method, params(2), request],
    [version, method, request, params(3)],
  ].map((members) => String.raw`(?s)\A\{${members.join(',')}\}\z`);
}
