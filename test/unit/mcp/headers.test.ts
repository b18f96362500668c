import { describe, expect, it } from 'vitest';
import { decodeBase64Text } from '../../../src/core/mcp/base64.ts';
import { checkHeaders } from '../../../src/core/mcp/headers.ts';

const modern = { era: 'modern', version: '2026-07-28' } as const;
const legacy = { era: 'legacy' } as const;
const headers = (version?: string, method?: string, name?: string) => ({ version, method, name });
const sentinel = (text: string): string => `=?base64?${Buffer.from(text).toString('base64')}?=`;
const call = { name: 'read_text_file' };

describe('headers that repeat the body', () => {
  it.each([
    ['all three agree', headers('2026-07-28', 'tools/call', 'read_text_file')],
    ['the name comes in base64', headers('2026-07-28', 'tools/call', sentinel('read_text_file'))],
  ])('pass in the modern era when %s', (_name, given) => {
    expect(checkHeaders(given, modern, 'tools/call', call)).toBeUndefined();
  });
  it.each([
    ['no version', headers(undefined, 'tools/call', 'read_text_file')],
    ['another version', headers('2025-11-25', 'tools/call', 'read_text_file')],
    ['no method', headers('2026-07-28', undefined, 'read_text_file')],
    ['another method', headers('2026-07-28', 'tools/list', 'read_text_file')],
    ['a method in capitals', headers('2026-07-28', 'TOOLS/CALL', 'read_text_file')],
    ['no name', headers('2026-07-28', 'tools/call')],
    ['another name', headers('2026-07-28', 'tools/call', 'write_file')],
    ['a repeated name, joined by nginx', headers('2026-07-28', 'tools/call', 'read_text_file, read_text_file')],
    ['another name in base64', headers('2026-07-28', 'tools/call', sentinel('write_file'))],
    ['broken base64', headers('2026-07-28', 'tools/call', '=?base64?cmVhZA?=')],
    ['base64 with stray bits', headers('2026-07-28', 'tools/call', '=?base64?cmVhZB==?=')],
  ])('are refused in the modern era with %s', (_name, given) => {
    expect(checkHeaders(given, modern, 'tools/call', call)).toBe('mcp.header');
  });
  it('name the URI for resources/read and nothing for tools/list', () => {
    expect(checkHeaders(headers('2026-07-28', 'resources/read', 'test://a'), modern, 'resources/read', { uri: 'test://a' })).toBeUndefined();
    expect(checkHeaders(headers('2026-07-28', 'tools/list'), modern, 'tools/list', {})).toBeUndefined();
  });
  it('refuse a modern version the gateway does not know', () => {
    const claim = { era: 'modern', version: '2027-01-01' } as const;
    expect(checkHeaders(headers('2027-01-01', 'tools/list'), claim, 'tools/list', {})).toBe('mcp.version');
  });
  it('are not needed in the legacy era, but must agree', () => {
    expect(checkHeaders(headers(), legacy, 'tools/call', call)).toBeUndefined();
    expect(checkHeaders(headers('2025-06-18'), legacy, 'tools/call', call)).toBeUndefined();
    expect(checkHeaders(headers('2025-06-18', 'tools/list'), legacy, 'tools/call', call)).toBe('mcp.header');
    expect(checkHeaders(headers('2025-06-18', undefined, 'write_file'), legacy, 'tools/call', call)).toBe('mcp.header');
    expect(checkHeaders(headers('9999'), legacy, 'tools/call', call)).toBe('mcp.version');
    expect(checkHeaders(headers('9999-99-99'), legacy, 'initialize', {})).toBeUndefined();
  });
});

describe('base64 of UTF-8 text', () => {
  it.each(['', 'a', 'ab', 'abc', 'r\u00e9sum\u00e9', '\u{1f600} x'])('is undone: %j', (text) => {
    expect(decodeBase64Text(Buffer.from(text).toString('base64'))).toBe(text);
  });
  it.each(['a', 'YQ', 'YQ=', 'YR==', '_w==', '/w==', 'wIA=', ' YQ=='])('is refused when malformed: %j', (base64) => {
    expect(decodeBase64Text(base64)).toBeUndefined();
  });
});
