import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseFramer, writeEvent, type SseEvent } from '../../../src/core/stream/sse.ts';

/** Frames a stream that comes in these pieces; what is no event yet is left out. */
function frame(pieces: readonly string[]): SseEvent[] {
  const framer = new SseFramer();
  return pieces.flatMap((piece) => framer.push(piece));
}

function cut(text: string, places: readonly number[]): string[] {
  const sorted = places.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b);
  return [0, ...sorted].map((from, index) => text.slice(from, sorted[index] ?? text.length)).filter((piece) => piece !== '');
}

/** What a client is told: which events, not where they were cut. */
function told(events: readonly SseEvent[]): unknown[] {
  return events.filter(({ data, id, retry }) => data !== undefined || id !== undefined || retry !== undefined).map(({ type, data, id, retry }) => ({ type, data, id, retry }));
}

const lines = fc.array(fc.constantFrom('data: {"a":1}', 'data:x', 'data', 'event: message', 'id: 7', 'retry: 10', ': note', ':', '', '', 'other: x', ' data: y', 'data: a\u2028b'), { maxLength: 14 });
const lineEnds = fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 3 });
const places = fc.array(fc.nat(), { maxLength: 12 });

describe('a stream cut into pieces', () => {
  it('has the same events wherever it is cut, and whatever ends its lines', () => {
    fc.assert(fc.property(lines, lineEnds, places, (written, ends, at) => {
      const text = written.map((line, index) => `${line}${ends[index % ends.length] ?? ''}`).join('');
      const whole = frame([text, 'data: last\n\n\n']);
      const pieces = frame([...cut(text, at), 'data: last\n\n\n']);
      expect(told(pieces)).toEqual(told(whole));
      expect(pieces.map(({ raw }) => raw).join('')).toBe(whole.map(({ raw }) => raw).join(''));
    }), { numRuns: 3000 });
  });

  it.each(['\n', '\r\n'])('has the very same texts to pass where all lines end in %j', (end) => {
    fc.assert(fc.property(lines, places, (written, at) => {
      const text = written.map((line) => `${line}${end}`).join('');
      expect(frame(cut(text, at))).toEqual(frame([text]));
    }), { numRuns: 2000 });
  });

  it('gives up nothing of it: the texts of the events and what is left make the stream', () => {
    fc.assert(fc.property(lines, lineEnds, places, (written, ends, at) => {
      const text = written.map((line, index) => `${line}${ends[index % ends.length] ?? ''}`).join('');
      const framer = new SseFramer();
      const passed = cut(text, at).flatMap((piece) => framer.push(piece)).map(({ raw }) => raw).join('');
      expect(text.startsWith(passed)).toBe(true);
      expect(framer.held).toBe(text.length - passed.length);
    }), { numRuns: 1000 });
  });

  it.each(['data: x\n\n', 'data: x\r\n\r\n', 'data: x\r\r', 'data: x\r\n\n', 'data: x\n\r\n'])('completes %j with its last character', (text) => {
    expect(frame([text.slice(0, -1)])).toEqual([]);
    expect(frame([text.slice(0, -1), text.slice(-1)])).toMatchObject([{ raw: text, data: 'x' }]);
  });

  it('takes time in proportion to its length', () => {
    const time = (count: number): number => {
      const framer = new SseFramer();
      const piece = 'x'.repeat(4096);
      const begun = performance.now();
      framer.push('data: ');
      for (let at = 0; at < count; at++) framer.push(piece);
      expect(framer.push('\n\n')[0]?.data).toHaveLength(count * 4096);
      return performance.now() - begun;
    };
    time(256);
    // 10 MB in 4 KB pieces; a framer that looked at all it holds with every piece would need 13 GB of looking.
    expect(time(2560)).toBeLessThan(1000);
  });
});

describe('an event', () => {
  it.each<[string, Partial<SseEvent>]>([
    ['data: a\n\n', { type: '', data: 'a', id: undefined, isPlain: true }],
    ['data:a\n\n', { data: 'a', isPlain: true }],
    ['data:  a\n\n', { data: ' a' }],
    ['data\n\n', { data: '' }],
    ['data: a\ndata: b\n\n', { data: 'a\nb', isPlain: true }],
    ['event: message\nid: 4\nretry: 100\ndata: a\n\n', { type: 'message', id: '4', retry: '100', data: 'a', isPlain: true }],
    ['event: a\nevent: b\ndata: c\n\n', { type: 'b' }],
    [': note\n\n', { data: undefined, isPlain: true }],
    ['id: 1\ndata:\n\n', { id: '1', data: '', isPlain: true }],
    ['id: a\0b\ndata: x\n\n', { id: undefined, isPlain: false }],
    ['id: a\u2028data: y\ndata: x\n\n', { id: undefined, isPlain: false }],
    ['id: a\x85data: y\ndata: x\n\n', { id: undefined, isPlain: false }],
    ['retry: 1e3\ndata: x\n\n', { retry: undefined }],
    ['data: a\r\ndata: b\n\n', { data: 'a\nb', isPlain: false }],
    ['data: a\u2028b\n\n', { data: 'a\u2028b', isPlain: false }],
    ['data: a\x85b\n\n', { data: 'a\x85b', isPlain: false }],
    ['data: a\fb\n\n', { isPlain: false }],
    ['\ufeffdata: a\n\n', { data: undefined, isPlain: false }],
    [' data: a\n\n', { data: undefined, isPlain: false }],
    ['data : a\n\n', { data: undefined, isPlain: false }],
    ['Data: a\n\n', { data: undefined, isPlain: false }],
    ['data: a\nother: b\n\n', { data: 'a', isPlain: false }],
  ])('%j is read as clients do', (text, expected) => {
    expect(frame([text])).toMatchObject([{ raw: text, ...expected }]);
  });

  it('given up is told by its two ends, and the next is whole', () => {
    const framer = new SseFramer();
    framer.push(`data: {"id":1,"result":"${'x'.repeat(2000)}`);
    framer.skip();
    expect(framer.held).toBe(0);
    framer.push('y'.repeat(5000));
    framer.skip();
    const [event, ...rest] = framer.push(`z"}\n\ndata: next\n\n`);
    expect(event).toMatchObject({ raw: '', isCut: true, isPlain: false });
    expect(event?.data).toMatch(/^data: \{"id":1,"result":"x+…y*z"\}\n\n$/);
    expect(event?.data?.length).toBeLessThan(1100);
    expect(rest).toMatchObject([{ raw: 'data: next\n\n', data: 'next' }]);
  });
});

describe('an event written', () => {
  it('reads back the same, in one way', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', ':', '"', 'ü', '\u2028', '\x85', '\n') });
    fc.assert(fc.property(text, fc.constantFrom('', 'message'), fc.option(fc.constantFrom('1', 'a-b'), { nil: undefined }), (data, type, id) => {
      const [event, ...rest] = frame([writeEvent({ type, id, data })]);
      expect(rest).toEqual([]);
      expect(event).toMatchObject({ type, id, isPlain: true });
      expect(event?.data).toBe(data.replaceAll('\u2028', '\\u2028').replaceAll('\x85', '\\u0085'));
    }));
  });

  it('is nothing without a field', () => {
    expect(writeEvent({})).toBe('');
  });
});
