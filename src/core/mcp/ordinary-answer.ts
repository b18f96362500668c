/*
 * The plainest answers to a tool call, recognized by PCRE in one pass over their bytes: one result with the members every tool
 * result has, in ASCII without `\u` escapes, in compact JSON as serializers write it. Such an answer holds no list, no request to
 * the client and no task, and says whose it is in one way; what is left to ask is whether that id is the request's, and whether
 * it may hold a secret.
 */

const string = String.raw`"[ !#-\[\]-~]*+(?:\\["\\/bfnrt][ !#-\[\]-~]*+)*+"`;
const number = String.raw`-?\d[\d.eE+-]{0,30}`;
/** One value, to any depth that PCRE can hold; group 1. */
const value = String.raw`(${string}|${number}|true|false|null|\{(?:${string}:(?1)(?:,(?!\})|(?=\})))*+\}|\[(?:(?1)(?:,(?!\])|(?=\])))*+\])`;
const result = renderResult('(?1)');
const version = String.raw`"jsonrpc":"2\.0"`;
const id = String.raw`"id":(?<portcullis_bid>0|[1-9]\d{0,14}+|"[\w-]{1,64}+")`;

function renderResult(anyValue: string): string {
  return String.raw`"result":\{(?:"(?:content|structuredContent|isError|_meta)":${anyValue}(?:,(?!\})|(?=\})))*+\}`;
}

/** The orders in which SDKs write the members of a response. */
const messages = [[result, version, id], [version, id, result], [version, result, id]].map((members) => String.raw`\{${members.join(',')}\}`);

/*
 * Nearly all of them hold nothing that may be a secret either, and one pattern finds out both, and whose they are: it reads the id asked
 * for, a colon, and the answer.
 */

/** The same value of calm strings and numbers only; the id is looked at like any of them. */
export function renderCalmAnswers({ text, end, number }: CalmStrings): readonly AnswerPattern[] {
  const [run, anyString, anyValue] = ['(?1)', '(?2)', '(?3)'];
  const string = `"${run}${end}`;
  const value = String.raw`${anyString}|${number}|true|false|null|\{(?:${anyString}:${anyValue}(?:,(?!\})|(?=\})))*+\}|\[(?:${anyValue}(?:,(?!\])|(?=\])))*+\]`;
  const result = renderResult(anyValue);
  const id = String.raw`"id":(?=${anyValue})\g{4}`;
  const message = String.raw`\{(?:${version},(?:${id},${result}|${result},${id})|${result},${version},${id})\}`;
  const begin = String.raw`(?s)\A(?(DEFINE)(${text})(${string})(${value}))(0|[1-9]\d{0,14}+|"[\w-]{1,64}+"):`;
  return [
    { form: 'document', source: String.raw`${begin}${message}\z` },
    { form: 'stream', source: String.raw`${begin}(?:event: message\n)?(?:id: (?=[\w.:-]{1,128}+\n)${run}\n)?data: ${message}\n\n\z` },
  ];
}

/** What JSON strings and numbers hold that are no secrets (redact/results/calm-text.ts). */
export interface CalmStrings {
  readonly text: string;
  readonly end: string;
  readonly number: string;
}

/** A pattern of an answer, and how it came. */
export interface AnswerPattern {
  readonly form: 'document' | 'stream';
  readonly source: string;
}

/** PCRE sources, whole: `portcullis_bid` takes the id they answer, as JSON text. */
export const ordinaryAnswers: readonly AnswerPattern[] = messages.flatMap((message) => [
  { form: 'document', source: String.raw`(?s)\A(?(DEFINE)${value})${message}\z` },
  { form: 'stream', source: String.raw`(?s)\A(?(DEFINE)${value})(?:event: message\n)?(?:id: [\w.:-]{1,128}+\n)?data: ${message}\n\n\z` },
]);
