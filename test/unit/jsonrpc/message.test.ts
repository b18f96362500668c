import { describe, expect, it } from 'vitest';
import { readMessage, readRequestId } from '../../../src/core/jsonrpc/message.ts';

describe('reading a JSON-RPC message', () => {
  it.each([
    [{ jsonrpc: '2.0', id: 0, method: 'ping' }, 'request'],
    [{ jsonrpc: '2.0', id: 'a', method: 'tools/list', params: {} }, 'request'],
    [{ jsonrpc: '2.0', method: 'notifications/initialized' }, 'notification'],
    [{ jsonrpc: '2.0', id: 3, result: {} }, 'response'],
    [{ jsonrpc: '2.0', id: 3, error: { code: 1, message: 'x' } }, 'response'],
  ])('tells requests, notifications and responses apart: %j', (value, kind) => {
    expect(readMessage(value, Object.keys(value).length)).toMatchObject({ kind });
  });

  it.each([
    ['no version', { id: 1, method: 'ping' }, 'rpc.shape'],
    ['another version', { jsonrpc: '1.0', id: 1, method: 'ping' }, 'rpc.shape'],
    ['an unknown member', { jsonrpc: '2.0', id: 1, method: 'ping', auth: 'x' }, 'rpc.shape'],
    ['a member in other case', { jsonrpc: '2.0', id: 1, method: 'ping', Method: 'tools/call' }, 'json.key'],
    ['a null id', { jsonrpc: '2.0', id: null, method: 'ping' }, 'rpc.id'],
    ['a fractional id', { jsonrpc: '2.0', id: 1.5, method: 'ping' }, 'rpc.id'],
    ['an object as id', { jsonrpc: '2.0', id: {}, method: 'ping' }, 'rpc.id'],
    ['a boolean as id', { jsonrpc: '2.0', id: true, method: 'ping' }, 'rpc.id'],
    ['an endless id', { jsonrpc: '2.0', id: 'x'.repeat(300), method: 'ping' }, 'rpc.id'],
    ['a method that is no string', { jsonrpc: '2.0', id: 1, method: 5 }, 'rpc.shape'],
    ['a method and a result', { jsonrpc: '2.0', id: 1, method: 'ping', result: {} }, 'rpc.shape'],
    ['a result and an error', { jsonrpc: '2.0', id: 1, result: {}, error: {} }, 'rpc.shape'],
    ['a response without id', { jsonrpc: '2.0', result: {} }, 'rpc.shape'],
    ['a response with params', { jsonrpc: '2.0', id: 1, result: {}, params: {} }, 'rpc.shape'],
    ['a result that is no object', { jsonrpc: '2.0', id: 1, result: 'x' }, 'rpc.shape'],
    ['params as an array', { jsonrpc: '2.0', id: 1, method: 'ping', params: [] }, 'rpc.params'],
    ['neither method nor result', { jsonrpc: '2.0', id: 1 }, 'rpc.shape'],
    ['an array', [], 'rpc.shape'],
  ])('refuses %s', (_name, value, rule) => {
    expect(readMessage(value, Object.keys(value).length)).toBe(rule);
  });

  it('finds the id of a broken message for the answer, and only a valid one', () => {
    expect(readRequestId({ id: 7, method: 5 })).toBe(7);
    expect(readRequestId({ id: null })).toBeUndefined();
    expect(readRequestId([])).toBeUndefined();
  });
});
