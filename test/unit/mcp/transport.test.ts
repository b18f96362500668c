import { describe, expect, it } from 'vitest';
import { judgeTransport, type Transport } from '../../../src/core/mcp/transport.ts';

const plain: Transport = {
  httpMethod: 'POST', route: 'files/mcp', query: '', takesSessionQuery: false, hostAllowed: true, origin: '', upgrade: '',
  contentType: 'application/json', contentEncoding: '', accept: '', sessionId: '',
};

describe('judging HTTP', () => {
  it.each([
    ['a plain POST', {}],
    ['a charset parameter', { contentType: 'Application/JSON; charset=UTF-8' }],
    ['an allowed origin', { origin: 'https://app.example.com' }],
    ['a session', { sessionId: '1868a90c-3b2a-4e0b' }],
    ['a stream', { httpMethod: 'GET', accept: 'text/event-stream', contentType: '' }],
    ['the end of a session', { httpMethod: 'DELETE', contentType: '' }],
    ['a legacy session in the query', { query: 'sessionId=1868a90c-3b2a', takesSessionQuery: true }],
    ['identity encoding', { contentEncoding: 'identity' }],
  ])('takes %s', (_name, change) => {
    expect(judgeTransport({ ...plain, ...change })).toBeUndefined();
  });
  it.each([
    [{ httpMethod: 'PUT' }, 'http.method'],
    [{ httpMethod: 'HEAD' }, 'http.method'],
    [{ route: '' }, 'http.path'],
    [{ hostAllowed: false }, 'http.host'],
    [{ origin: '-' }, 'http.origin'],
    [{ upgrade: 'websocket' }, 'http.upgrade'],
    [{ contentType: '' }, 'http.media-type'],
    [{ contentType: 'text/plain' }, 'http.media-type'],
    [{ contentType: 'application/json; charset=utf-16' }, 'http.media-type'],
    [{ contentType: 'application/json, text/plain' }, 'http.media-type'],
    [{ contentType: 'application/jsonx' }, 'http.media-type'],
    [{ contentEncoding: 'gzip' }, 'http.encoding'],
    [{ contentEncoding: 'identity, gzip' }, 'http.encoding'],
    [{ httpMethod: 'GET', accept: 'application/json' }, 'http.accept'],
    [{ sessionId: 'a b' }, 'http.session'],
    [{ sessionId: 'a, b' }, 'http.session'],
    [{ sessionId: 'a,b' }, 'http.session'],
    [{ sessionId: '\u00e9' }, 'http.session'],
    [{ query: 'access_token=x' }, 'http.query'],
    [{ query: 'sessionId=a&x=1', takesSessionQuery: true }, 'http.query'],
    [{ query: 'sessionId=a%00', takesSessionQuery: true }, 'http.query'],
    [{ query: 'sessionId=a' }, 'http.query'],
  ])('refuses %j', (change, rule) => {
    expect(judgeTransport({ ...plain, ...change })).toBe(rule);
  });
});
