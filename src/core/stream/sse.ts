/** One event of a stream as it came, and what it says (HTML, "Interpreting an event stream"). */
export interface SseEvent {
  /** All its characters, the blank line at its end and blank lines before it included. */
  readonly raw: string;
  /** Of its `event` field; empty for a plain message. */
  readonly type: string;
  /** Of its `data` fields, joined by line feeds; undefined when it has none, and so is none to a client. */
  readonly data: string | undefined;
  /** Of its `id` field, when it has one that all clients read alike. */
  readonly id: string | undefined;
  /** Of its `retry` field: milliseconds, in digits. */
  readonly retry: string | undefined;
  /** Whether every client splits it into the same lines and fields, so that it may pass as it came. */
  readonly isPlain: boolean;
  /** Set where it was too long to be held: `data` has its beginning and its end, as they came. */
  readonly isCut?: true;
}

/** Characters that are told of either end of an event too long to be held. */
const shown = 512;

/** What ends lines for some readers of event streams and not for others. */
const oddLineEnd = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;
const lineEnd = /\r\n|\n|\r/;
/** The second of two line ends, whatever kind each is. */
const blankLine = /\n\n|\n\r|\r\r/g;

/**
 * Cuts the text of an event stream into events, each as soon as it is whole. Holds no more than what has come of one
 * event, which the caller bounds by {@link held}. Linear in the text, however it is cut into pieces.
 */
export class SseFramer {
  /** Characters of the event that is not whole yet. */
  declare held: number;
  declare private pieces: string[];
  /** The last character, with which a blank line may begin; both of a blank line whose LF has not come. */
  declare private last: string;
  /** The beginning of an event that is too long to be held; its end is all else that is kept of it. */
  declare private head: string | undefined;

  constructor() {
    this.held = 0;
    this.pieces = [];
    this.last = '';
    this.head = undefined;
  }

  /** Gives up the event that is not whole yet: of its text only the beginning and the end will be told. */
  skip(): void {
    this.head ??= this.pieces.join('').slice(0, shown);
    this.pieces = [];
    this.held = 0;
  }

  /** Takes the next piece; returns the events that it completes. */
  push(piece: string): SseEvent[] {
    const events: SseEvent[] = [];
    const text = this.last + piece;
    let from = this.last.length;
    // Where what may still become a blank line begins.
    let open = 0;
    blankLine.lastIndex = 0;
    for (let match = blankLine.exec(text); match !== null; match = blankLine.exec(text)) {
      let end = match.index + 2;
      if (text.charAt(end - 1) === '\r') {
        // Where lines end in CR LF, the LF belongs to this event, though it may come in the next piece.
        if (end === text.length && text.charAt(match.index) === '\n') break;
        if (text.charAt(end) === '\n') end++;
      }
      this.pieces.push(text.slice(from, end));
      const whole = this.pieces.join('');
      events.push(this.head === undefined ? readEvent(whole) : { raw: '', type: '', data: `${this.head}…${whole.slice(-shown)}`, id: undefined, retry: undefined, isPlain: false, isCut: true });
      this.head = undefined;
      this.pieces = [];
      this.held = 0;
      this.last = '';
      from = end;
      open = end;
      blankLine.lastIndex = end;
    }
    if (from === text.length) return events;
    // Of an event given up, only its last characters may still be asked for.
    if (this.head !== undefined) this.pieces = [this.pieces.join('').slice(-shown)];
    this.pieces.push(text.slice(from));
    this.held += text.length - from;
    this.last = text.slice(Math.max(open, text.length - (text.endsWith('\n\r') ? 2 : 1)));
    return events;
  }
}

/** Writes an event the one way that every client reads alike. */
export function writeEvent({ type = '', id, retry, data }: Partial<Pick<SseEvent, 'type' | 'id' | 'retry' | 'data'>>): string {
  const lines = [
    ...(type === '' ? [] : [`event: ${type}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(retry === undefined ? [] : [`retry: ${retry}`]),
    // Readers that split lines there must find none; JSON says the same with an escape.
    ...(data?.replace(/[\x85\u2028\u2029]/g, escapeUnit).split('\n').map((line) => `data: ${line}`) ?? []),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function readEvent(raw: string): SseEvent {
  const isFeedOnly = !raw.includes('\r');
  let isPlain = (isFeedOnly || !/(?<!\r)\n|\r(?!\n)/.test(raw)) && !oddLineEnd.test(raw);
  let type = '';
  let id: string | undefined;
  let retry: string | undefined;
  const data: string[] = [];
  for (const line of isFeedOnly ? raw.split('\n') : raw.split(lineEnd)) {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line.charAt(colon + 1) === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') data.push(value);
    else if (name === 'event') type = value;
    else if (name === 'id') {
      // With a NUL it is no id to a client; with what ends a line for some, more than an id.
      if (value.includes('\0') || oddLineEnd.test(value)) isPlain = false;
      else id = value;
    } else if (name === 'retry' && /^\d+$/.test(value)) retry = value;
    // A client that drops more than it should around a name reads a field where others read none.
    else if (name !== '') isPlain = false;
  }
  return { raw, type, data: data.length === 0 ? undefined : data.join('\n'), id, retry, isPlain };
}
