import { describe, expect, it } from 'vitest';
import { formOfAnswer, type Asked } from '../../../src/core/answer-form.ts';

const form = (status: number, contentType = '', asked: Asked = 'request', contentEncoding = '', isLegacySse = false): string => {
  const found = formOfAnswer({ status, contentType, contentEncoding }, asked, () => isLegacySse);
  return found.kind === 'failure' ? `${found.rule} ${found.status}` : found.kind;
};

describe('the answer to a request', () => {
  it.each([
    [200, 'application/json', 'document'],
    [201, 'application/json', 'document'],
    [200, 'Application/JSON; charset=UTF-8', 'document'],
    [200, ' text/event-stream ;x', 'stream'],
    [200, 'TEXT/EVENT-STREAM', 'stream'],
    [200, '', 'answer.media-type 502'],
    [200, 'text/html', 'answer.media-type 502'],
    [200, 'application/json-seq', 'answer.media-type 502'],
    [200, 'text/event-stream-x', 'answer.media-type 502'],
    [200, 'application/json, text/event-stream', 'answer.media-type 502'],
    [202, 'application/json', 'answer.status 502'],
    [204, '', 'answer.status 502'],
    [101, '', 'answer.status 502'],
    [103, '', 'answer.status 502'],
    [302, 'application/json', 'answer.status 502'],
    [304, '', 'answer.status 502'],
    [600, 'application/json', 'answer.status 502'],
    [999, 'application/json', 'answer.status 502'],
    [400, 'application/json', 'error'],
    [404, 'application/json;charset=utf-8', 'error'],
    [404, 'text/plain', 'answer.status 404'],
    [401, '', 'answer.status 401'],
    [404, 'text/event-stream', 'answer.status 404'],
    [500, 'application/json', 'answer.status 500'],
    [503, 'text/html', 'answer.status 503'],
  ])('%i %j is: %s', (status, contentType, expected) => {
    expect(form(status, contentType)).toBe(expected);
  });

  it.each(['gzip', 'br', 'deflate', 'identity, gzip', 'x'])('compressed (%s) fails', (encoding) => {
    expect(form(200, 'application/json', 'request', encoding)).toBe('answer.encoding 502');
    expect(form(400, 'application/json', 'request', encoding)).toBe('answer.encoding 400');
  });
  it('that says it is not compressed is taken at its word', () => {
    expect(form(200, 'application/json', 'request', 'Identity')).toBe('document');
  });
  it('comes elsewhere in the legacy transport', () => {
    expect(form(202, 'text/plain', 'request', '', true)).toBe('nothing');
  });
});

describe('the answer to something else', () => {
  it.each<[Asked, number, string, string]>([
    ['nothing', 202, '', 'nothing'],
    ['nothing', 200, 'application/json', 'nothing'],
    ['nothing', 204, '', 'nothing'],
    ['nothing', 405, 'text/html', 'answer.status 405'],
    ['nothing', 302, '', 'answer.status 502'],
    ['stream', 200, 'text/event-stream', 'stream'],
    ['stream', 200, 'application/json', 'answer.media-type 502'],
    ['stream', 204, '', 'answer.status 502'],
    ['stream', 405, '', 'answer.status 405'],
    ['unknown', 202, '', 'nothing'],
    ['unknown', 200, 'application/json', 'document'],
    ['unknown', 200, 'text/event-stream', 'stream'],
    ['unknown', 200, 'text/html', 'answer.media-type 502'],
  ])('%s, %i %j is: %s', (asked, status, contentType, expected) => {
    expect(form(status, contentType, asked)).toBe(expected);
  });
});
