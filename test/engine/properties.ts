import fc from 'fast-check';
import { inspect, type FirstLook } from '../../src/core/inspect/inspect.ts';
import { inspectors } from '../../src/core/inspect/registry.ts';
import type { Inspector } from '../../src/core/inspect/rule.ts';
import { Subject } from '../../src/core/inspect/subject.ts';
import { triggered } from '../../src/core/inspect/trigger-registry.ts';
import type { Trigger } from '../../src/core/inspect/trigger.ts';
import { kinds, type Kind } from '../../src/core/policy/kind.ts';
import { rules } from '../../src/core/rules.ts';
import type { Case, CaseFile } from '../cases/case-file.ts';
import { attackTexts, encodings } from './encodings.ts';

export interface Runs {
  readonly seed: number;
  readonly count: number;
}

const suspicious: FirstLook = { suspicion: () => 'odd', suspects: () => true };

/** Each inspector's own trigger, as the build hands it to PCRE. */
const triggers = new Map(triggered.map(([inspector, trigger]) => [inspector, compileTrigger(trigger)]));

function compileTrigger({ source, nonAscii, mixed }: Trigger): (text: string) => boolean {
  const patterns = [
    ...(source === '' ? [] : [new RegExp(source, 'is')]),
    ...(nonAscii === undefined ? [] : [new RegExp(`[${nonAscii}]`, 'u')]),
    ...(mixed === undefined ? [] : [new RegExp(mixed((body) => `[${body}]`), 'su')]),
  ];
  return (text) => patterns.some((pattern) => pattern.test(text));
}

const pieces = ["'", '"', '`', '\\', '/', '..', '%', '%2', '%25', '%u00', '&#', '\\u00', '(', ')', '[', '{', '${', '<', ';', '|', '&', '--', '#', '/*', '*/', ' or ', '\n', '\0', '\ud800', '\udc00', '\ufeff', '\u202e', '\uff0e', 'http://', '@', ':', 'a'];

/** Texts put together from pieces of attacks and of ordinary work, from what pieces are made of, and from any code units at all. */
function textsOf(files: readonly CaseFile[]): fc.Arbitrary<string> {
  const whole = files.flatMap(({ attacks, benign }) => [...attacks, ...benign]).map(([, text]) => text).filter((text) => text.length < 400);
  const cut = fc.tuple(fc.constantFrom(...whole), fc.nat(400), fc.nat(400)).map(([text, from, length]) => text.slice(from % text.length, (from % text.length) + length));
  const units = fc.array(fc.nat(0xffff), { maxLength: 8 }).map((codes) => String.fromCharCode(...codes));
  const many = fc.tuple(fc.constantFrom(...pieces), fc.nat(70)).map(([piece, count]) => piece.repeat(count));
  const part = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, { weight: 3, arbitrary: fc.constantFrom(...whole) }, { weight: 3, arbitrary: cut }, units, many);
  const short = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
  // Long texts go another way, part by part.
  const long = fc.tuple(short, fc.constantFrom(100, 600, 2000), short).map(([before, count, after]) => before + 'and so on '.repeat(count) + after);
  return fc.oneof({ weight: 30, arbitrary: short }, { weight: 1, arbitrary: long });
}

/** Whatever the text and its kind, an inspection names a rule or none, and never throws. */
export function checkTotality(files: readonly CaseFile[], { seed, count }: Runs): void {
  const property = fc.property(textsOf(files), fc.constantFrom(...kinds), (text, kind) => {
    const rule = inspect(text, kind, suspicious);
    return rule === undefined || Object.hasOwn(rules, rule);
  });
  fc.assert(property, { seed, numRuns: count });
}

/** What an inspector finds, a trigger of the kind suspects, of those that look aside as it does: else nginx would vouch for it. */
export function checkNecessity(files: readonly CaseFile[], { seed, count }: Runs): void {
  const property = fc.property(textsOf(files), fc.constantFrom(...kinds), (text, kind) => {
    const ofKind = inspectors.filter((one) => one.kinds.includes(kind));
    const isSuspected = ({ aside }: Inspector): boolean => ofKind.some((one) => one.aside === aside && triggers.get(one)?.(text) === true);
    const blind = ofKind.find((one) => one.finds(new Subject(text, kind)) && !isSuspected(one));
    if (blind !== undefined) throw new Error(`${blind.rule} on ${kind} finds what no trigger suspects`);
  });
  fc.assert(property, { seed, numRuns: count });
}

/** What is an attack stays one in each writing that its inspectors say they undo. */
export function checkEncodings(files: readonly CaseFile[], { seed, count }: Runs): void {
  for (const { name, rule, kinds: written, applies, encode } of encodings) {
    const attacks = attackTexts(files, rule, written).filter(([, text]) => applies(text));
    if (attacks.length === 0) throw new Error(`no attack is ever ${name}`);
    const property = fc.property(fc.constantFrom<Case>(...attacks), fc.infiniteStream(fc.nat(0xff)), ([kind, text], choices) => {
      const encoded = encode(text, () => Number(choices.next().value ?? 0));
      if (!isStopped(encoded, kind)) throw new Error(`${rule} on ${kind}, ${name}, passes: ${JSON.stringify(encoded)}`);
    });
    fc.assert(property, { seed, numRuns: count });
  }
}

function isStopped(text: string, kind: Kind): boolean {
  const isSuspected = inspectors.some((one) => one.kinds.includes(kind) && triggers.get(one)?.(text) === true);
  return isSuspected && inspect(text, kind, suspicious) !== undefined;
}
