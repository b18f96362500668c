import { describe, expect, it } from 'vitest';
import { findUnmet, type Known, type Situation, type When } from '../../../src/core/policy/when.ts';
import { noSituation as nowhere } from '../../support/situation.ts';

const at = (time: string, offset = 0): Situation => ({ ...nowhere, now: Date.parse(time), offset });
const unmet = (when: When, situation: Partial<Situation> = {}, caller: Known = {}, args: unknown = {}): string | undefined => findUnmet(when, { ...nowhere, ...situation }, caller, args);

it('no condition is met by everybody', () => {
  expect(unmet({})).toBeUndefined();
});

describe('networks', () => {
  it('are met by an address in one of them', () => {
    expect(unmet({ nets: [[1, 12]] }, { networks: ' 12 ' })).toBeUndefined();
    expect(unmet({ nets: [[1, 12]] }, { networks: ' 0 1 ' })).toBeUndefined();
  });
  it.each([['none', ''], ['another', ' 0 2 '], ['one whose number begins alike', ' 11 122 ']])('are not met by an address in %s', (_, networks) => {
    expect(unmet({ nets: [[1, 12]] }, { networks })).toBe('context.network');
  });
  it('of a server and its tool are both to be met', () => {
    const when = { nets: [[0], [1]] };
    expect(unmet(when, { networks: ' 0 1 ' })).toBeUndefined();
    for (const networks of [' 0 ', ' 1 ']) expect(unmet(when, { networks })).toBe('context.network');
  });
});

describe('times', () => {
  // Tuesday, 8 to 18; Sunday 22 to Monday 6.
  const when: When = { times: [{ utc: [[0, 360], [1920, 2520], [9960, 10_080]] }] };
  it.each(['2026-11-24T08:00:00Z', '2026-11-24T17:59:59.999Z', '2024-02-27T12:00:00Z', '2000-02-29T12:00:00Z', '2026-11-22T22:00:00Z', '2026-11-22T23:59:59.999Z', '2026-11-23T00:00:00Z', '2026-11-23T05:59:59Z', '1970-01-06T08:00:00Z'])('are met at %s', (time) => {
    expect(unmet(when, at(time))).toBeUndefined();
  });
  it.each(['2026-11-24T07:59:59.999Z', '2026-11-24T18:00:00Z', '2026-11-25T12:00:00Z', '2024-02-29T12:00:00Z', '2026-11-22T21:59:59Z', '2026-11-23T06:00:00Z'])('are not met at %s', (time) => {
    expect(unmet(when, at(time))).toBe('context.time');
  });
  it('of the machine are told by its offset', () => {
    const local: When = { times: [{ local: when.times?.[0]?.utc ?? [] }] };
    expect(unmet(local, at('2026-11-24T07:30:00Z', 60))).toBeUndefined();
    expect(unmet(local, at('2026-11-24T07:30:00Z', 0))).toBe('context.time');
    // Its Sunday is Monday in UTC, and the other way round.
    expect(unmet(local, at('2026-11-23T03:00:00Z', -300))).toBeUndefined();
    expect(unmet(local, at('2026-11-22T20:00:00Z', 330))).toBeUndefined();
  });
  it('of a server and its tool are both to be met', () => {
    const both: When = { times: [{ utc: [[0, 600]] }, { utc: [[300, 900]] }] };
    expect(unmet(both, at('2026-11-23T06:00:00Z'))).toBeUndefined();
    for (const time of ['2026-11-23T04:00:00Z', '2026-11-23T12:00:00Z']) expect(unmet(both, at(time))).toBe('context.time');
  });
  it.each([NaN, Infinity, -Infinity, -1e15])('are not met by a clock that shows %s', (now) => {
    expect(unmet({ times: [{ utc: [[0, 10_080]] }] }, { now })).toBe('context.time');
  });
  it('are not met where the offset is no number', () => {
    expect(unmet({ times: [{ local: [[0, 10_080]] }] }, { ...at('2026-11-23T06:00:00Z'), offset: NaN })).toBe('context.time');
  });
  it('that are none are never met', () => {
    expect(unmet({ times: [{}] }, at('2026-11-23T06:00:00Z'))).toBe('context.time');
  });
});

describe('a certificate', () => {
  it('is one that nginx trusts', () => {
    expect(unmet({ cert: true }, { certificate: 'SUCCESS' })).toBeUndefined();
  });
  it.each(['', 'NONE', 'FAILED:certificate has expired', 'FAILED:SUCCESS', 'success'])('is not what nginx calls %j', (certificate) => {
    expect(unmet({ cert: true }, { certificate })).toBe('context.certificate');
  });
});

describe('an argument that must be the caller\'s', () => {
  const when: When = { equal: { tenant_id: 'claim.tenant' } };
  const caller: Known = { subject: 'alice', claims: { tenant: 'acme', 'org.id': 'x1', number: '1' } };
  const check = (args: unknown, known: Known = caller): string | undefined => unmet(when, {}, known, args);

  it('is the claim', () => {
    expect(check({ tenant_id: 'acme' })).toBeUndefined();
    expect(unmet({ equal: { id: 'claim.org.id', user: 'subject' } }, {}, caller, { id: 'x1', user: 'alice', more: [] })).toBeUndefined();
  });
  it.each([
    ['another', { tenant_id: 'globex' }], ['none', {}], ['null', { tenant_id: null }], ['a list', { tenant_id: ['acme'] }], ['nested', { filter: { tenant_id: 'acme' } }], ['an object', { tenant_id: { toString: 'acme' } }],
    ['other case', { tenant_id: 'ACME' }], ['a blank more', { tenant_id: 'acme ' }], ['letters that look alike', { tenant_id: 'аcme' }], ['full width', { tenant_id: 'ａｃｍｅ' }], ['another name', { Tenant_id: 'acme' }],
    ['arguments that are a list', ['acme']], ['no arguments', undefined], ['arguments that are null', null], ['inherited', Object.create({ tenant_id: 'acme' })],
  ])('is not %s', (_, args) => {
    expect(check(args)).toBe('context.claim');
  });
  it('is composed as the claim is', () => {
    expect(check({ tenant_id: 'caf\u00e9' }, { claims: { tenant: 'cafe\u0301' } })).toBe('context.claim');
  });
  it('is no number', () => {
    expect(unmet({ equal: { n: 'claim.number' } }, {}, caller, { n: 1 })).toBe('context.claim');
    expect(unmet({ equal: { n: 'claim.number' } }, {}, caller, { n: '1' })).toBeUndefined();
  });
  it.each([
    ['no claims', { subject: 'acme' }], ['another claim', { claims: { tenants: 'acme' } }], ['an inherited one', { claims: Object.create({ tenant: 'acme' }) as Record<string, string> }],
  ])('is nobody\'s who has %s', (_, known) => {
    expect(check({ tenant_id: 'acme' }, known)).toBe('context.claim');
  });
  it('is nobody\'s where the claim is empty', () => {
    expect(check({ tenant_id: '' }, { claims: { tenant: '' } })).toBe('context.claim');
  });
  it('is nobody\'s who has no name', () => {
    expect(unmet({ equal: { user: 'subject' } }, {}, {}, { user: 'undefined' })).toBe('context.claim');
    expect(unmet({ equal: { user: 'subject' } }, {}, { subject: '' }, { user: '' })).toBe('context.claim');
  });
  it('is held against every claim that is asked for', () => {
    const both: When = { equal: { tenant_id: 'claim.tenant', user: 'subject' } };
    expect(unmet(both, {}, caller, { tenant_id: 'acme', user: 'alice' })).toBeUndefined();
    for (const args of [{ tenant_id: 'acme', user: 'bob' }, { tenant_id: 'x', user: 'alice' }, { tenant_id: 'acme' }]) expect(unmet(both, {}, caller, args)).toBe('context.claim');
  });
  it('inherits nothing from Object', () => {
    expect(unmet({ equal: { user: 'claim.toString' } }, {}, caller, { user: 'x' })).toBe('context.claim');
  });
});

it('conditions are told in order', () => {
  const when: When = { nets: [[0]], times: [{ utc: [[0, 1]] }], cert: true, equal: { a: 'subject' } };
  const tuesday = at('2026-11-24T12:00:00Z').now;
  expect(unmet(when, { now: tuesday })).toBe('context.network');
  expect(unmet(when, { now: tuesday, networks: ' 0 ' })).toBe('context.time');
  expect(unmet(when, { now: at('2026-11-23T00:00:00Z').now, networks: ' 0 ' })).toBe('context.certificate');
  expect(unmet(when, { now: at('2026-11-23T00:00:00Z').now, networks: ' 0 ', certificate: 'SUCCESS' })).toBe('context.claim');
});
