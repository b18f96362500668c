import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/core/inspect/inspect.ts';
import { inspectors } from '../../../src/core/inspect/registry.ts';
import { Subject } from '../../../src/core/inspect/subject.ts';
import { lookByRegExp } from '../../../src/core/inspect/triggers.ts';
import { kinds } from '../../../src/core/policy/kind.ts';
import { classifyHost } from '../../../src/core/text/host.ts';
import { isWithin, normalizePath } from '../../../src/core/text/path.ts';
import { isOnHosts } from '../../../src/core/text/url.ts';
import { attackPaths, encode, encoders } from '../../support/encoders.ts';

/** For a machine that is busy with other tests. */
const patience = 60_000;

/** One to three encodings one upon the other, each of some of the characters that the one before left. */
const steps = fc.array(
  fc.record({ name: fc.constantFrom(...Object.keys(encoders)), every: fc.integer({ min: 1, max: 4 }), from: fc.integer({ min: 0, max: 3 }) }),
  { minLength: 1, maxLength: 3 },
);
type Steps = readonly { readonly name: string; readonly every: number; readonly from: number }[];

function encodeBy(text: string, how: Steps): string {
  return how.reduce((written, { name, every, from }) => {
    const encoder = encoders[name];
    return encoder === undefined ? written : encode(written, encoder, (position) => (position + from) % every === 0);
  }, text);
}

describe('an attack on a path', () => {
  it('stays one in every encoding and composition of encodings', () => {
    fc.assert(
      fc.property(fc.constantFrom(...attackPaths), steps, (path, how) => {
        expect(inspect(encodeBy(path, how), 'path', lookByRegExp)).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  }, patience);

  it('is within no folder in any encoding', () => {
    const climbs = fc.constantFrom('../x', '../../etc/passwd', 'a/../../x', 'a/b/../../../x', '..\\x');
    fc.assert(
      fc.property(climbs, steps, (climb, how) => {
        expect(isWithin(`/srv/data/${encodeBy(climb, how)}`, ['/srv/data'])).toBe(false);
      }),
      { numRuns: 2000 },
    );
  }, patience);
});

it('is within no folder where one decoder could take parts of what is meant for another', () => {
  const how = [{ name: 'percent', every: 2, from: 0 }, { name: 'escape in braces', every: 3, from: 0 }, { name: 'hex of filters', every: 1, from: 0 }];
  expect(isWithin(`/srv/data/${encodeBy('../x', how)}`, ['/srv/data'])).toBe(false);
  expect(isWithin('/srv/data/\\x2\\x65.txt', ['/srv/data'])).toBe(false);
});

describe('an internal address', () => {
  const spelled = (value: number, base: number): string => [String(value), `0x${value.toString(16)}`, `0${value.toString(8)}`, `0x000${value.toString(16)}`, `000${value.toString(8)}`][base] ?? '';
  const address = fc.constantFrom<readonly [number, number, number, number]>([127, 0, 0, 1], [10, 1, 2, 3], [192, 168, 4, 5], [172, 16, 9, 9], [169, 254, 169, 254], [100, 100, 100, 200], [0, 0, 0, 0]);
  const spelling = fc.record({ parts: fc.integer({ min: 1, max: 4 }), bases: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }) });
  const before = fc.constantFrom('http://', 'https://', 'HTTP://', 'http:', 'http:/', 'http:\\\\', '//', 'http://good.example@', 'http://a:b@', 'http://good.example#@', 'http://good.example\\@', 'url:http://', ' http://', 'gopher://');
  const after = fc.constantFrom('', '/', '.', './x', ':80', ':80/', '?a', '#b', '\\x', '/@good.example', '%09', '\r\nHost: x', '?@good.example');

  function join([a, b, c, d]: readonly [number, number, number, number], parts: number, bases: readonly number[]): string {
    const numbers = [[((a << 24) | (b << 16) | (c << 8) | d) >>> 0], [a, (b << 16) | (c << 8) | d], [a, b, (c << 8) | d], [a, b, c, d]][parts - 1] ?? [];
    return numbers.map((value, index) => spelled(value, bases[index] ?? 0)).join('.');
  }

  it('is found in every base, shortened and disguised, and on no list of hosts', () => {
    const disguise = fc.constantFrom<(host: string) => string>(
      (host) => host,
      (host) => host.replaceAll('.', '\u3002'),
      (host) => host.replaceAll('.', '\uff0e'),
      (host) => host.replaceAll('.', '%2e'),
      (host) => host.replace(/[1-9]/g, (digit) => String.fromCharCode(0x245f + Number(digit))),
      (host) => host.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
      (host) => host.replace(/\d/g, (digit) => String.fromCharCode(0x966 + Number(digit))),
      (host) => host.replace(/\d/g, (digit) => `%3${digit}`),
    );
    fc.assert(
      fc.property(address, spelling, before, after, disguise, (numbers, { parts, bases }, head, tail, hide) => {
        const url = head + hide(join(numbers, parts, bases)) + tail;
        expect(inspect(url, 'url', lookByRegExp)).toBeDefined();
        expect(isOnHosts(url, ['good.example', '*.example'])).toBe(false);
      }),
      { numRuns: 2000 },
    );
  }, patience);

  it('is found in every IPv6 address that carries it', () => {
    const carriers = ['::ffff:', '::ffff:0:', '::', '64:ff9b::', '64:ff9b:1::', '2002:', 'fe80::5efe:', '2001:db8::5efe:', '2001:db8::200:5efe:', '0:0:0:0:0:ffff:'];
    fc.assert(
      fc.property(address, fc.constantFrom(...carriers), fc.boolean(), fc.constantFrom('', '%25eth0'), ([a, b, c, d], carrier, dotted, zone) => {
        const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const tail = carrier === '2002:' ? `${groups}::` : dotted ? `${a}.${b}.${c}.${d}` : groups;
        expect(inspect(`http://[${carrier}${tail}${zone}]/`, 'url', lookByRegExp)).toBeDefined();
      }),
    );
  });
});

it('a URL on the list of hosts leads there by the WHATWG parser too', () => {
  const piece = fc.constantFrom('http://', 'https://', 'good.example', 'evil.test', 'a.', '@', '\\', '/', '?', '#', ':', ':443', ':80', '%2f', '%40', '\t', '\n', ' ', '\u3002', '\uff0f', '[::1]', '.', '..', ';', '&', '%00', '//');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const url = `${pieces[0]?.startsWith('http') === true ? '' : 'https://'}${pieces.join('')}`;
      if (isOnHosts(url, ['good.example', '*.good.example'])) expect(new URL(url).hostname).toMatch(/^(?:.+\.)?good\.example$/);
    }),
    { numRuns: 3000 },
  );
}, patience);

it('no text makes core throw, lone surrogates and all', () => {
  const character = fc.oneof(fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), fc.constantFrom('%', '&#', '\\u', '..', '/', '\\', 'http://', '[', ':', '@', '0x', '\udb40', '\u202e', 'file:', '~1'));
  const text = fc.array(character, { maxLength: 60 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.constantFrom(...kinds), (value, kind) => {
      inspect(value, kind, lookByRegExp);
      for (const inspector of inspectors) if (inspector.kinds.includes(kind)) inspector.finds(new Subject(value, kind));
      normalizePath(value);
      isWithin(value, ['/srv']);
      isOnHosts(value, ['good.example']);
      classifyHost(value);
    }),
    { numRuns: 2000 },
  );
}, patience);
