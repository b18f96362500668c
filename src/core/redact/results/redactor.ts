import type { Ports } from '../../ports.ts';
import { findSecrets, keepApart, type Found } from './find-secrets.ts';
import { forEachLiteral, type Literal } from './literals.ts';
import { isOpaque } from './opaque.ts';
import { endOfKeyRest, endsInKey, isOver, privateKey } from './private-key.ts';
import { secretRules } from './registry.ts';
import type { SecretRule } from './rule.ts';
import { actionOf, groupOf, looksForPersonal, type RedactionAction, type RedactionSettings } from './settings.ts';
import { mostBegun, tailOf, Tails } from './tails.ts';
import { Vouching } from './vouching.ts';

export type { RedactionAction, RedactionSettings } from './settings.ts';
export { redactsNothing } from './settings.ts';

/** What became of one message. */
export interface Redaction {
  /** The message to send: the same string where nothing was found. */
  readonly text: string;
  /** Ids of the rules that found something, each once. */
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
    const vouching = new Vouching(text, (part) => this.suspects(part));
    forEachLiteral(text, (literal) => {
      const found = this.findIn(text.slice(literal.from, literal.to), literal, vouching);
      if (found.secrets.length === 0) return;
      for (const { rule } of found.secrets) rules.add(rule);
      redacted += text.slice(at, literal.from) + JSON.stringify(mask(found.value, found.secrets));
      at = literal.to;
    });
    const list = [...rules];
    return { text: at === 0 ? text : redacted + text.slice(at), rules: list.map(({ rule }) => `secret.${rule}`), blocked: list.some((rule) => this.actionOf(rule) === 'block') };
  }

  private suspects(text: string): boolean {
    return this.ports.suspectsSecret(text, this.personal);
  }

  private actionOf({ rule }: SecretRule): RedactionAction {
    return actionOf(this.settings, groupOf(rule), rule);
  }

  private get rules(): readonly SecretRule[] {
    return (this.chosen ??= secretRules.filter((rule) => this.actionOf(rule) !== 'off'));
  }

  /** The secrets in one string of a message, given as it stands there; remembers what it leaves open. */
  private findIn(raw: string, literal: Literal, vouching: Vouching): { readonly value: string; readonly secrets: readonly Found[] } {
    const { place, name, isItem } = literal;
    if (raw === '""' || isOpaque(place)) return nothing;
    const tail = this.tails.take(place);
    if (tail === undefined && vouching.vouchesFor(literal)) return nothing;
    const value = JSON.parse(raw) as string;
    if (tail === undefined && isBase64(value)) return nothing;
    const joins = tail !== undefined && (tail.message !== this.messages || (!isItem && place.endsWith('.text')));
    const begun = joins ? tail.begun : [];
    const goesOn = tail?.key === undefined ? 0 : endOfKeyRest(tail.key, value);
    const secrets = keepApart([
      ...(goesOn > 0 ? [{ rule: privateKey, span: [0, goesOn] } as const] : []),
      ...begun.flatMap((before) => findAcross(before, value, this.rules)),
      ...findSecrets(value, this.rules, name),
    ]);
    const isKeyRest = goesOn === value.length && !isOver(`${tail?.key ?? ''}${value}`);
    this.remember(place, begun, value, secrets, isKeyRest);
    return { value, secrets };
  }

  private remember(place: string, begun: readonly string[], value: string, secrets: readonly Found[], isKeyRest: boolean): void {
    const inKey = isKeyRest || (this.rules.includes(privateKey) && endsInKey(value));
    // What was found before the end is over; the last character may belong to it yet.
    const over = secrets.findLast(({ span: [, to] }) => to < value.length - 1)?.span[1] ?? 0;
    const ends = over > 0 ? [tailOf(value.slice(over))] : [...begun.map((before) => tailOf(before + value)), tailOf(value)];
    const open = ends.filter((end) => this.suspects(JSON.stringify(end))).slice(0, mostBegun);
    if (inKey || open.length > 0) this.tails.put(place, { begun: open, key: inKey ? value.slice(-longestMarker) : undefined, message: this.messages });
  }
}

/** The last line of a private key is no longer. */
const longestMarker = 80;

const nothing = { value: '', secrets: [] } as const;

/** What began in the text before and goes on in this one: its part in this one. */
function findAcross(before: string, value: string, rules: readonly SecretRule[]): readonly Found[] {
  const seam = before.length;
  return findSecrets(before + value.slice(0, farthest), rules)
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

/** An image, a recording or a file: never changed, whatever its letters happen to spell. */
function isBase64(value: string): boolean {
  return value.length >= 256 && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
}
