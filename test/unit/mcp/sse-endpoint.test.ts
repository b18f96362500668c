import { describe, expect, it } from 'vitest';
import { rewriteEndpoint } from '../../../src/core/mcp/sse-endpoint.ts';

const rewrite = (uri: string): string | undefined => rewriteEndpoint(uri, '/app/messages', '/mcp/messages');

describe('the endpoint of a legacy stream', () => {
  it.each([
    '/app/messages?sessionId=3f2a-1', 'messages?sessionId=3f2a-1', '?sessionId=3f2a-1', 'http://127.0.0.1:3000/app/messages?sessionId=3f2a-1',
    'https://internal.example/app/messages?sessionId=3f2a-1', 'app/messages?sessionId=3f2a-1',
  ])('%s is said as the public one', (uri) => {
    expect(rewrite(uri)).toBe('/mcp/messages?sessionId=3f2a-1');
  });
  it.each(['session_id', 'sessionid', 'sessionId'])('may carry the session as %s', (name) => {
    expect(rewrite(`/app/messages?${name}=a_b.c-1`)).toBe(`/mcp/messages?${name}=a_b.c-1`);
  });
  it('may carry none', () => {
    expect(rewrite('/app/messages')).toBe('/mcp/messages');
  });
  it.each([
    '/app/other?sessionId=1', '/messages?sessionId=1', '/app/messages/?sessionId=1', '/APP/messages?sessionId=1', '/app/messages?sessionId=1&x=2', '/app/messages?token=1',
    '/app/messages?sessionId=', `/app/messages?sessionId=${'a'.repeat(129)}`, '/app/messages?sessionId=a%20b', '/app/messages?sessionId=1#x', '//evil.example/app/messages', '/app/messages\n?sessionId=1',
    '/app/messages?sessionId=1\n', '/app/messages?sessionId=1\u2028', 'javascript:alert(1)', '../app/messages', 'essages', ' /app/messages',
  ])('%j is none', (uri) => {
    expect(rewrite(uri)).toBeUndefined();
  });
});
