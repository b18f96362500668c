import { describe, expect, it } from 'vitest';
import { pauseAfter, planKeys, readKept, readKeyAnswer, usualTimes, writeKept, type KeptKeys, type KeyAnswer, type KeyUser } from '../../../../src/core/identity/jwt/jwks-cache.ts';
import { decoding } from '../../../../src/host/jwt/decoding.ts';
import { makeSigner } from '../../../support/jwt.ts';

const { jwk } = makeSigner('ES256');
const body = new TextEncoder().encode(JSON.stringify({ keys: [jwk] }));
const answer = (changes: object = {}): KeyAnswer => ({ status: 200, mediaType: 'application/json', body, ...changes });
const fetched = 1_000_000;
const kept = readKeyAnswer(answer(), fetched, decoding) as KeptKeys;
const { keys } = kept;
const { refresh, keep, timeout } = usualTimes;
const plan = (age: number, isPaused: boolean, isKnown: boolean, user: KeyUser = 'request'): unknown => planKeys(kept, fetched + age, usualTimes, isPaused, user, () => isKnown);

describe('keys that are kept', () => {
  it.each([
    ['fresh ones', 0, false, true, { do: 'use', keys }], ['fresh ones after a pause began', 0, true, true, { do: 'use', keys }], ['old ones, since they are renewed beside requests', 2 * refresh - 1, false, true, { do: 'use', keys }],
    ['those nobody has renewed, by one caller who does', 2 * refresh, false, true, { do: 'fetch', keys }], ['those while nobody may fetch, as after a failure', 2 * refresh, true, true, { do: 'use', keys }],
    ['old ones for a day', keep - 1, true, true, { do: 'use', keys }], ['none that are older', keep, false, true, { do: 'fetch', keys: undefined }], ['none that are older, whatever may be fetched', keep, true, true, { do: 'fail' }],
    ['newer ones for a key nobody knows', 0, false, false, { do: 'fetch', keys }], ['what there is for it, if one has just asked', 0, true, false, { do: 'use', keys }],
    ['none from the future, for clocks go wrong', -timeout - 1, false, true, { do: 'fetch', keys: undefined }], ['those of a moment ahead, as workers differ', -timeout, false, true, { do: 'use', keys }],
  ])('are used: %s', (_, age, isPaused, isKnown, step) => { expect(plan(age, isPaused, isKnown)).toEqual(step); });

  it('are fetched where there are none, unless that has just failed', () => {
    expect(planKeys(undefined, fetched, usualTimes, false, 'request', () => true)).toEqual({ do: 'fetch', keys: undefined });
    expect(planKeys(undefined, fetched, usualTimes, true, 'request', () => true)).toEqual({ do: 'fail' });
  });

  it('are renewed beside requests before one has to wait, and not more often', () => {
    expect(plan(refresh - 1, false, true, 'refresher')).toEqual({ do: 'use', keys });
    expect(plan(refresh, false, true, 'refresher')).toEqual({ do: 'fetch', keys });
    expect(plan(refresh, true, true, 'refresher')).toEqual({ do: 'use', keys });
  });

  it('are asked for again sooner when there are none', () => {
    expect([pauseAfter(true, usualTimes), pauseAfter(false, usualTimes)]).toEqual([usualTimes.pause, usualTimes.retry]);
  });

  it('come back as they were', () => {
    expect(readKept(writeKept(kept))).toEqual(kept);
    expect(readKept(undefined)).toBeUndefined();
    expect(readKept('1')).toBeUndefined();
    expect(readKept('{"keys":[]}')).toBeUndefined();
  });
});

describe("an issuer's answer", () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/jwk-set+json', 'Application/JSON;charset=UTF-8'])('brings keys as %s', (mediaType) => {
    expect(readKeyAnswer(answer({ mediaType }), 7, decoding)).toMatchObject({ fetched: 7, keys: [{ kid: jwk['kid'] }] });
  });
  it.each([
    ['a page', { mediaType: 'text/html' }, 'media-type'], ['a page that says it is JSON', { body: new TextEncoder().encode('<!doctype html>') }, 'json'], ['no media type', { mediaType: '' }, 'media-type'], ['another JSON', { mediaType: 'application/jsonp' }, 'media-type'],
    ['a redirect', { status: 302 }, 'status'], ['a failure', { status: 503 }, 'status'], ['nothing', { status: 204 }, 'status'], ['too much', { body: new Uint8Array(131_073) }, 'size'], ['no keys', { body: new TextEncoder().encode('{"keys":[]}') }, 'empty'], ['no UTF-8', { body: new Uint8Array([0x7b, 0xff, 0x7d]) }, 'json'],
  ])('brings none with %s', (_, changes, fault) => { expect(readKeyAnswer(answer(changes), 7, decoding)).toBe(fault); });
  it.each(['connection', 'timeout', 'size'] as const)('brings none when there is none: %s', (failed) => { expect(readKeyAnswer({ failed }, 7, decoding)).toBe(failed); });
  it('brings only keys for what is allowed', () => { expect(readKeyAnswer(answer(), 7, decoding, ['RS256'])).toBe('empty'); });
});
