import type { AnswerJudge } from './response.ts';
import type { Rule } from './rules.ts';
import { SseFramer, writeEvent, type SseEvent } from './stream/sse.ts';

/** The body of an answer on its way to the client: text in, as it comes, and text out, as soon as it is judged. */
export interface AnswerBody {
  /** Whether nothing will follow: the rest of what comes is left out. */
  readonly isOver: boolean;
  push(piece: string): string;
  /** The end: `isCut` when the connection broke before it. */
  end(isCut: boolean): string;
  /** The rest is not to pass; the answer ends in errors for what is still to be answered. */
  break(rule: Rule): string;
}

/** Up to this length nobody asks what the policy's limit is; it is no lower. */
export const smallAnswer = 16_384;

/** One JSON text, passed when it is whole: a message, or under a status of its own (`isError`) a JSON-RPC error. */
export class DocumentBody implements AnswerBody {
  declare private readonly judge: AnswerJudge;
  declare private readonly isError: boolean;
  declare private pieces: string[];
  declare private length: number;
  declare isOver: boolean;

  constructor(judge: AnswerJudge, isError: boolean) {
    this.judge = judge;
    this.isError = isError;
    this.pieces = [];
    this.length = 0;
    this.isOver = false;
  }

  push(piece: string): string {
    if (this.isOver) return '';
    this.length += piece.length;
    if (this.length > smallAnswer && this.length > this.judge.limit) return this.break('answer.size');
    this.pieces.push(piece);
    return '';
  }

  end(isCut: boolean): string {
    if (this.isOver) return '';
    if (isCut) return this.break('answer.cut');
    const text = this.pieces.join('');
    this.pieces = [];
    return this.isError ? this.judge.judgeError(text) : join(this.judge.judge(text), this.judge.fail('answer.cut'));
  }

  break(rule: Rule): string {
    this.isOver = true;
    this.pieces = [];
    return join('', this.judge.fail(rule));
  }
}

/** One JSON text of a message or batch and of errors for what it does not answer; one message that answers nothing is left out. */
function join(text: string, errors: readonly string[]): string {
  if (errors.length === 0) return text;
  if (text.startsWith('[')) return `[${[text.slice(1, -1), ...errors].join(',')}]`;
  return errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(',')}]`;
}

/** Events, each passed as soon as it is whole. */
export class StreamBody implements AnswerBody {
  declare private readonly judge: AnswerJudge;
  declare private readonly rewriteEndpoint: ((uri: string) => string | undefined) | undefined;
  declare private readonly framer: SseFramer;
  declare isOver: boolean;
  declare private isResumable: boolean;

  /** `rewriteEndpoint` gives the address under which a client posts to a legacy HTTP+SSE session; absent in Streamable HTTP. */
  constructor(judge: AnswerJudge, rewriteEndpoint?: (uri: string) => string | undefined) {
    this.judge = judge;
    this.rewriteEndpoint = rewriteEndpoint;
    this.framer = new SseFramer();
    this.isOver = false;
    this.isResumable = false;
  }

  push(piece: string): string {
    if (this.isOver) return '';
    const out = this.framer.push(piece).map((event) => this.passEvent(event)).join('');
    if (!this.isTooLong(this.framer.held)) return out;
    // A stream for any request goes on after what is too long.
    if (!this.judge.isOpen) this.framer.skip();
    return out + (this.judge.isOpen ? this.break('answer.size') : '');
  }

  private isTooLong(length: number): boolean {
    return length > smallAnswer && length > this.judge.limit;
  }

  end(isCut: boolean): string {
    // A server may close a stream that its client resumes by Last-Event-ID (2025-11-25, "Resumability and Redelivery").
    if (this.isOver || (this.isResumable && !isCut)) return '';
    return this.break('answer.cut');
  }

  break(rule: Rule): string {
    this.isOver = true;
    return this.judge.fail(rule).map((data) => writeEvent({ type: 'message', data })).join('');
  }

  private passEvent(event: SseEvent): string {
    const { raw, type, data, id, retry, isPlain } = event;
    if (this.isOver) return '';
    if (event.isCut || this.isTooLong(raw.length)) return this.judge.isOpen ? this.break('answer.size') : this.failLong(event);
    if (id !== undefined) this.isResumable = true;
    if (data === undefined || data === '') return isPlain ? raw : writeEvent({ id, retry, data });
    if (type === 'endpoint' && this.rewriteEndpoint !== undefined) return this.passEndpoint(this.rewriteEndpoint(data));
    if (type !== '' && type !== 'message') return this.drop('answer.event');
    const text = this.judge.judge(data);
    if (text === '') return '';
    return text === data && isPlain ? raw : writeEvent({ type, id, retry, data: text });
  }

  /** Nobody may wait for a response that was too long: its id stands at one of its ends, as serializers write it. */
  private failLong({ raw, data = '', isCut }: SseEvent): string {
    this.judge.broken.add('answer.size');
    const ends = isCut ? data : `${raw.slice(0, 512)}…${raw.slice(-512)}`;
    const id = idAtStart.exec(ends)?.[1] ?? idAtEnd.exec(ends)?.[1];
    return id === undefined ? '' : writeEvent({ type: 'message', data: this.judge.failureOf(id) });
  }

  private passEndpoint(uri: string | undefined): string {
    return uri === undefined ? this.drop('answer.event') : writeEvent({ type: 'endpoint', data: uri });
  }

  private drop(rule: Rule): string {
    this.judge.broken.add(rule);
    return '';
  }
}

const idAtStart = /^(?:event: ?message\r?\n)?data: ?\{(?:"jsonrpc":"2\.0",)?"id":("[\w-]{1,256}"|\d{1,16}),"(?:result|error)":/;
const idAtEnd = /\},(?:"jsonrpc":"2\.0",)?"id":("[\w-]{1,256}"|\d{1,16})(?:,"jsonrpc":"2\.0")?\}\s*$/;

/** Stands for an answer that is not to pass: `text` goes in its place, without waiting for its end. Keeps how that began, for the log. */
export class SubstituteBody implements AnswerBody {
  declare isOver: boolean;
  declare seen: string;
  declare private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.seen = '';
    this.isOver = false;
  }

  push(piece: string): string {
    if (this.isOver) return '';
    this.seen = piece.slice(0, mostSeen);
    return this.end();
  }

  end(): string {
    if (this.isOver) return '';
    this.isOver = true;
    return this.text;
  }

  break(): string {
    return this.end();
  }
}

/** Characters of an answer that is not passed, for the log. */
const mostSeen = 256;
