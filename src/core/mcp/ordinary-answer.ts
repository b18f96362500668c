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
const result = String.raw`"result":\{(?:"(?:content|structuredContent|isError|_meta)":(?1)(?:,(?!\})|(?=\})))*+\}`;
const version = String.raw`"jsonrpc":"2\.0"`;
const id = String.raw`"id":(?<portcullis_bid>0|[1-9]\d{0,14}+|"[\w-]{1,64}+")`;

/** The orders in which SDKs write the members of a response. */
const messages = [[result, version, id], [version, id, result], [version, result, id]].map((members) => String.raw`\{${members.join(',')}\}`);

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
