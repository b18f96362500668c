import { describe, expect, it } from 'vitest';
import { compareOutcomes, renderAgreement } from '../../../eval/agreement.ts';
import type { AttackClass, Sample } from '../../../eval/corpus.ts';
import { placesOf } from '../../../eval/placement.ts';
import { isReached, ratesOf, type Judged } from '../../../eval/rates.ts';
import { renderRates } from '../../../eval/table.ts';
import type { Kind } from '../../../src/core/policy/kind.ts';
import type { Rule } from '../../../src/core/rules.ts';

const sample = (attack: AttackClass | 'none', kind: Kind, more: Partial<Sample> = {}): Sample => ({ id: `${attack}-${kind}`, value: 'x', class: attack, kind, tier: 'A', isToolCall: false, ...more });
const judged = (one: Sample, kind: Kind, outcome?: Rule): Judged => ({ sample: one, kind, outcome });

describe('places', () => {
  it.each([
    ['path', 'text', ['path']],
    ['ssrf', 'text', ['url']],
    ['shell', 'command', ['path', 'id', 'text']],
    ['sqli', 'sql', ['id', 'text']],
    ['unicode', 'code', ['code']],
    ['prompt', 'text', ['text']],
    ['none', 'sql', ['sql']],
  ] as const)('of %s found in %s are %j where the policy names kinds, and `any` where it does not', (attack, kind, places) => {
    expect(placesOf(sample(attack, kind), 'named')).toEqual(places);
    expect(placesOf(sample(attack, kind), 'any')).toEqual(['any']);
  });
});

describe('rates', () => {
  const shell = sample('shell', 'command');
  const fragment = sample('shell', 'command', { tier: 'B' });
  const all = [
    judged(shell, 'path', 'shell.injection'),
    judged(shell, 'id', 'shell.injection'),
    judged(shell, 'text'),
    judged(fragment, 'text'),
    judged(sample('none', 'text', { isToolCall: true }), 'text'),
    judged(sample('none', 'text'), 'text', 'sql.injection'),
    judged(sample('none', 'sql'), 'sql'),
  ];

  it('count attacks by class, place and tier, and benign strings by kind', () => {
    expect(ratesOf('named', all)).toEqual([
      { name: 'shell in path, tier A', isAttack: true, total: 1, blocked: 1, goal: 0.99 },
      { name: 'shell in id, tier A', isAttack: true, total: 1, blocked: 1, goal: 0.99 },
      { name: 'shell in text, tier A', isAttack: true, total: 1, blocked: 0, goal: 0.99 },
      { name: 'shell in text, tier B', isAttack: true, total: 1, blocked: 0 },
      { name: 'benign: all', isAttack: false, total: 3, blocked: 1, goal: 0.003 },
      { name: 'benign: of tool calls', isAttack: false, total: 1, blocked: 0 },
      { name: 'benign: sql', isAttack: false, total: 1, blocked: 0, goal: 0.01 },
      { name: 'benign: text', isAttack: false, total: 2, blocked: 1, goal: 0.01 },
    ]);
  });

  it('aim at other shares where no kind is named', () => {
    const goals = Object.fromEntries(ratesOf('any', [judged(shell, 'any', 'shell.injection'), judged(sample('none', 'text'), 'any')]).map(({ name, goal }) => [name, goal]));
    expect(goals).toEqual({ 'shell in any, tier A': 0.92, 'benign: all': 0.02, 'benign: text': undefined });
  });

  it.each([
    [true, 99, 100, 0.99, true],
    [true, 98, 100, 0.99, false],
    [false, 3, 1000, 0.003, true],
    [false, 4, 1000, 0.003, false],
    [true, 0, 100, undefined, undefined],
  ])('are reached from the aim on (attack: %j, %i of %i, aim %j): %j', (isAttack, blocked, total, goal, reached) => {
    expect(isReached({ name: '', isAttack, blocked, total, ...(goal === undefined ? {} : { goal }) })).toBe(reached);
  });

  it('say in the table what was missed', () => {
    expect(renderRates('Title', ratesOf('named', [judged(shell, 'id'), judged(sample('none', 'text'), 'text')]))).toBe(
      [
        'Title',
        '                       blocked        aim',
        '  shell in id, tier A   0 of 1  0.0%  >= 99.0%  MISSED',
        '  benign: all           0 of 1  0.0%  <= 0.3%',
        '  benign: text          0 of 1  0.0%  <= 1.0%',
      ].join('\n'),
    );
  });
});

describe('core alone and nginx', () => {
  const one = sample('none', 'text');

  it('agree', () => {
    const agreement = compareOutcomes([judged(one, 'text', 'path.traversal'), judged(one, 'any')], ['path.traversal', undefined]);
    expect(agreement).toEqual({ disagreements: [], refusedByForm: 0 });
    expect(renderAgreement(agreement)).toBe('Core alone and nginx: both agree');
  });

  it('disagree where one passes, or another rule stops it', () => {
    const agreement = compareOutcomes([judged(one, 'text'), judged(one, 'any', 'sql.injection')], ['path.traversal', 'shell.injection']);
    expect(renderAgreement(agreement)).toBe(
      'Core alone and nginx disagree: 2\n  none-text\tin text\tcore alone: path.traversal\tnginx: passed\n  none-text\tin any\tcore alone: shell.injection\tnginx: sql.injection',
    );
  });

  it('are not compared on what no JSON text can carry', () => {
    const agreement = compareOutcomes([judged(one, 'text', 'json.surrogate'), judged(one, 'path', 'json.nul'), judged(one, 'path', 'json.depth')], [undefined, 'path.encoding', undefined]);
    expect(agreement.refusedByForm).toBe(2);
    expect(agreement.disagreements.map(({ nginx }) => nginx)).toEqual(['json.depth']);
  });
});
