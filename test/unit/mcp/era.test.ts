import { describe, expect, it } from 'vitest';
import { findEra } from '../../../src/core/mcp/era.ts';
import type { Message } from '../../../src/core/jsonrpc/message.ts';

const meta = (version: unknown, capabilities: unknown = {}) => ({
  _meta: { 'io.modelcontextprotocol/protocolVersion': version, 'io.modelcontextprotocol/clientCapabilities': capabilities },
});
const request = (method: string, params?: Record<string, unknown>): Message => ({ kind: 'request', id: 1, method, params });
const notification = (params?: Record<string, unknown>): Message => ({ kind: 'notification', method: 'notifications/initialized', params });

describe('finding the era', () => {
  it('takes a version in _meta for a modern claim, whatever the header says', () => {
    expect(findEra(request('tools/list', meta('2026-07-28')), undefined)).toEqual({ era: 'modern', version: '2026-07-28' });
    expect(findEra(request('tools/list', meta('2026-07-28')), '2025-11-25')).toEqual({ era: 'modern', version: '2026-07-28' });
  });
  it('takes everything without a claim for legacy', () => {
    expect(findEra(request('initialize', { protocolVersion: '2025-11-25' }), undefined)).toEqual({ era: 'legacy' });
    expect(findEra(request('tools/call', { name: 'x', _meta: { progressToken: 1 } }), '2025-06-18')).toEqual({ era: 'legacy' });
    expect(findEra(notification(), undefined)).toEqual({ era: 'legacy' });
    expect(findEra({ kind: 'response', id: 1, failed: false }, '2025-11-25')).toEqual({ era: 'legacy' });
  });
  it.each([
    ['a modern header on a request without claim', request('tools/list'), '2026-07-28', 'mcp.meta'],
    ['a modern header on initialize', request('initialize'), '2026-07-28', 'mcp.header'],
    ['a modern header on a notification', notification(), '2026-07-28', 'mcp.notification'],
    ['a modern header on a response', { kind: 'response', id: 1, failed: false } as const, '2026-07-28', 'mcp.response'],
    ['a claim on a notification', notification(meta('2026-07-28')), undefined, 'mcp.notification'],
    ['a version that is no string', request('tools/list', meta(20260728)), undefined, 'mcp.meta'],
    ['capabilities missing', request('tools/list', { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } }), undefined, 'mcp.meta'],
    ['capabilities that are an array', request('tools/list', meta('2026-07-28', [])), undefined, 'mcp.meta'],
    ['_meta that is no object', request('tools/list', { _meta: 'x' }), undefined, 'mcp.meta'],
  ])('refuses %s', (_name, message, header, rule) => {
    expect(findEra(message, header)).toBe(rule);
  });
});
