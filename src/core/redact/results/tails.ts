/** What a string left open at its place in the stream. */
export interface Tail {
  /** The last characters, in which a secret may have begun: of this string, and of what it may have gone on from. */
  readonly begun: readonly string[];
  /** The end of what there was of a private key that is not over; undefined without one. */
  readonly key: string | undefined;
  /** The number of the message it stood in. */
  readonly message: number;
}

/** How many places of a stream are remembered; the longest unused is forgotten first. */
const mostPlaces = 16;
/** How many beginnings of each: nothing tells whether a string goes on from the one before or begins anew. */
export const mostBegun = 4;
/** How many characters of each. */
const longest = 256;

/** The ends of strings that a secret may go on from, by place. Bounded: at most 16 places, four ends of about 256 characters each. */
export class Tails {
  private readonly tails = new Map<string, Tail>();

  get isEmpty(): boolean {
    return this.tails.size === 0;
  }

  /** Takes what was left at a place, which is then forgotten. */
  take(place: string): Tail | undefined {
    const tail = this.tails.get(place);
    if (tail !== undefined) this.tails.delete(place);
    return tail;
  }

  put(place: string, tail: Tail): void {
    this.tails.delete(place);
    this.tails.set(place, tail);
    if (this.tails.size <= mostPlaces) return;
    const [oldest = ''] = this.tails.keys();
    this.tails.delete(oldest);
  }
}

/** The end of a text by which a secret that goes on in the next is still recognized. */
export function tailOf(text: string): string {
  if (text.length <= longest) return text;
  const tail = text.slice(-longest);
  // A JSON Web Token may be longer: it is known by its header, so the middle of what follows is left out.
  const token = /(?<![\w-])eyJ[\w-]{1,160}(?:\.[\w-]*){0,2}$/.exec(text.slice(-longestToken))?.[0];
  if (token === undefined || token.length <= longest) return tail;
  const [header = '', ...parts] = token.split('.');
  return [header, ...parts.map((part) => part.slice(-40))].join('.');
}

/** What is looked back for the beginning of a token. */
const longestToken = 8192;
