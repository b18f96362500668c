import type { Ports } from '../../ports.ts';
import { findSecrets, keepApart, type Found } from './find-secrets.ts';
import { forEachLiteral, type Literal } from './literals.ts';
import { isOpaque } from './opaque.ts';
import { findPieces, lengthen, type Piece } from './pieces.ts';
import { personalRules } from './personal.ts';
import { endOfKeyRest, endsInKey, isOver, privateKey } from './private-key.ts';
import { secretRules } from './registry.ts';
import type { SecretRule } from './rule.ts';
import { actionOf, groupOf, looksForPersonal, type RedactionAction, type RedactionSettings } from './settings.ts';
import { mostBegun, tailOf, Tails, type Tail } from './tails.ts';
import { Vouching } from './vouching.ts';
import { cost, Work } from './work.ts';

export type { RedactionAction, RedactionSettings } from './settings.ts';
export { redactsNothing } from './settings.ts';

/** What became of one message. */
export interface Redaction {
  /** The message to send: the same string where nothing was found. */
  readonly text: string;
  /** Ids of the rules that found something, each once; `inspect.budget` where the search was given up. */
  readonly rules: readonly string[];
  /** The message as a whole is not to pass. */
  readonly blocked: boolean;
}

/** What of the ports it needs. */
type SecretPort = Pick<Ports, 'suspectsSecret'>;

/** How far into a string a secret that began in the one before is followed. */
const farthest = 8192;

/**
 * Looks for secrets in the messages of one stream, in order.
 *
 * A secret split over strings at the same place of the message (members' names, list indexes left out), of one message or of
 * several, is recognized by its two parts, and what of it is in the later one is redacted: what has gone out cannot
 * be called back. For that, at most 16 places are remembered, each by up to four ends of about 256 characters and by whether it
 * ended in a private key: 16,384 characters in all.
 */
export class StreamRedactor {
  private readonly settings: RedactionSettings | undefined;
  private readonly ports: SecretPort;
  private readonly personal: boolean;
  private readonly tails = new Tails();
  private chosen: readonly SecretRule[] | undefined;
  private chosenPersonal: readonly SecretRule[] | undefined;
  private messages = 0;

  constructor(settings: RedactionSettings | undefined, ports: SecretPort) {
    this.settings = settings;
    this.ports = ports;
    this.personal = looksForPersonal(settings);
  }

  /** `text`: one complete JSON-RPC message as valid JSON text. */
  redact(text: string): Redaction {
    this.messages++;
    if (this.tails.isEmpty && !this.suspects(text)) return { text, rules: [], blocked: false };
    let redacted = '';
    let at = 0;
    const rules = new Set<SecretRule>();
    const work = new Work();
    const vouching = new Vouching(text, (part) => this.suspects(part), work);
    forEachLiteral(text, (literal) => {
      work.spend(cost.passed);
      for (const { from, to, value, secrets } of this.findIn(text.slice(literal.from, literal.to), literal, vouching, work)) {
        for (const { rule } of secrets) rules.add(rule);
        redacted += text.slice(at, literal.from + from) + JSON.stringify(mask(value, secrets)).slice(1, -1);
        at = literal.from + to;
      }
      return !work.isSpent;
    });
    const list = [...rules];
    const ids = list.map(({ rule }) => `secret.${rule}` as const);
    if (work.isSpent) return { text, rules: [...ids, 'inspect.budget'], blocked: true };
    return { text: at === 0 ? text : redacted + text.slice(at), rules: ids, blocked: list.some((rule) => this.actionOf(rule) === 'block') };
  }

  private suspects(text: string): boolean {
    return this.ports.suspectsSecret(text, this.personal);
  }

  private actionOf({ rule }: SecretRule): RedactionAction {
    return actionOf(this.settings, groupOf(rule), rule);
  }

  private get personalOnes(): readonly SecretRule[] {
    return (this.chosenPersonal ??= this.rules.filter((rule) => personalRules.includes(rule)));
  }

  private get rules(): readonly SecretRule[] {
    return (this.chosen ??= secretRules.filter((rule) => this.actionOf(rule) !== 'off'));
  }

  /** The secrets in one string of a message, given as it stands there, by the pieces that hold any; remembers what it leaves open. */
  private findIn(raw: string, literal: Literal, vouching: Vouching, work: Work): readonly Searched[] {
    const { place, name, isItem } = literal;
    if (raw === '""') return [];
    const tail = this.tails.take(place);
    if (tail === undefined && vouching.vouchesFor(literal)) return [];
    if (isOpaque(place) || (tail === undefined && isBase64(raw))) return [];
    const joins = tail !== undefined && (tail.message !== this.messages || (!isItem && place.endsWith('.text')));
    const before = { begun: joins ? tail.begun : [], key: tail?.key };
    const pieces = findPieces(raw, tail !== undefined, (part) => work.spend(cost.asked + part.length / 16) && this.suspects(part));
    const found: Searched[] = [];
    for (let index = 0; index < pieces.length && !work.isSpent; index++) {
      const { from, to } = pieces[index] ?? { from: 0, to: 0 };
      if (!work.spend((to - from) / 2)) break;
      const value = JSON.parse(`"${raw.slice(from, to)}"`) as string;
      const isFirst = from === 1;
      const rules = this.rulesFor(`${isFirst && name !== '' ? `"${name}":` : ''}"${raw.slice(from, to)}"`, work);
      const secrets = isFirst ? this.search(value, before, name, rules, work) : this.search(value, nothingBefore, '', rules, work).filter(({ span: [, end] }) => end > leastContext);
      const isLast = to === raw.length - 1;
      if (!isLast && goesBeyond(value, secrets)) {
        lengthen(pieces, index, raw);
        index--;
        continue;
      }
      if (isLast) this.remember(place, isFirst ? before : nothingBefore, value, secrets, work);
      if (secrets.length > 0) found.push({ from, to, value, secrets });
    }
    return found;
  }

  /** The rules by which a suspected piece is searched, which stands as the message has it: most hold something personal only, if anything. */
  private rulesFor(piece: string, work: Work): readonly SecretRule[] {
    if (!this.personal) return this.rules;
    work.spend(cost.asked + piece.length / 16);
    return this.ports.suspectsSecret(piece, false) ? this.rules : this.personalOnes;
  }

  private search(value: string, { begun, key }: Before, name: string, rules: readonly SecretRule[], work: Work): readonly Found[] {
    const goesOn = key === undefined ? 0 : endOfKeyRest(key, value);
    if (goesOn === 0 && begun.length === 0) return findSecrets(value, rules, name, work);
    return keepApart([
      ...(goesOn > 0 ? [{ rule: privateKey, span: [0, goesOn] } as const] : []),
      ...begun.flatMap((before) => findAcross(before, value, this.rules, work)),
      ...findSecrets(value, rules, name, work),
    ]);
  }

  private remember(place: string, { begun, key }: Before, value: string, secrets: readonly Found[], work: Work): void {
    const isKeyRest = key !== undefined && endOfKeyRest(key, value) === value.length && !isOver(`${key}${value}`);
    const inKey = isKeyRest || (this.rules.includes(privateKey) && endsInKey(value));
    // What was found before the end is over; the last character may belong to it yet.
    const over = secrets.findLast(({ span: [, to] }) => to < value.length - 1)?.span[1] ?? 0;
    const ends = over > 0 ? [tailOf(value.slice(over))] : [...begun.map((before) => tailOf(before + value)), tailOf(value)];
    // Of a short string as a whole it is known.
    const open = ends.filter((end) => end === value || (work.spend(cost.remembered) && this.suspects(JSON.stringify(end)))).slice(0, mostBegun);
    if (inKey || open.length > 0) this.tails.put(place, { begun: open, key: inKey ? value.slice(-longestMarker) : undefined, message: this.messages });
  }
}

/** A piece of a string with what was found in it. */
interface Searched extends Piece {
  readonly value: string;
  readonly secrets: readonly Found[];
}

/** What may go on at a string's beginning. */
type Before = Pick<Tail, 'begun' | 'key'>;
const nothingBefore: Before = { begun: [], key: undefined };

/** Of what a piece begins with, what stands before is not known: nothing that ends here is a secret. */
const leastContext = 128;

/** Whether a secret may go on after a piece that ends here. */
function goesBeyond(value: string, secrets: readonly Found[]): boolean {
  return (secrets.at(-1)?.span[1] ?? 0) >= value.length - 1;
}

/** The last line of a private key is no longer. */
const longestMarker = 80;

/** What began in the text before and goes on in this one: its part in this one. */
function findAcross(before: string, value: string, rules: readonly SecretRule[], work: Work): readonly Found[] {
  const seam = before.length;
  return findSecrets(before + value.slice(0, farthest), rules, '', work)
    .filter(({ span: [from, to] }) => from < seam && to > seam)
    .map(({ rule, span: [, to] }) => ({ rule, span: [0, to - seam] as const }));
}

function mask(text: string, found: readonly Found[]): string {
  let masked = '';
  let at = 0;
  for (const { rule, span: [from, to] } of found) {
    masked += `${text.slice(at, from)}[redacted:${rule.rule}]`;
    at = to;
  }
  return masked + text.slice(at);
}

/** An image, a recording or a file, as it stands in a message: never changed, whatever its letters happen to spell. */
function isBase64(raw: string): boolean {
  // One class and no alternatives: those would take memory for each character.
  return raw.length >= 258 && /^"[A-Za-z0-9+/\\]+={0,2}"$/.test(raw) && !/\\[^/]/.test(raw);
}
