import type { Rule } from '../rules.ts';
import type { RequestId } from '../verdict.ts';
import { isObject, type JsonObject } from './json.ts';

/** One JSON-RPC 2.0 message, its shape checked. */
export type Message =
  | { readonly kind: 'request'; readonly id: RequestId; readonly method: string; readonly params: JsonObject | undefined }
  | { readonly kind: 'notification'; readonly method: string; readonly params: JsonObject | undefined }
  | { readonly kind: 'response'; readonly id: RequestId; readonly failed: boolean };

/** The longest method name looked at; the protocol's longest has 35 characters. */
const maxMethod = 128;
const maxId = 256;

/**
 * Reads a parsed value as one message, or names the rule it breaks; `members` is how many members it has. One that
 * has members no message has is refused.
 */
export function readMessage(value: unknown, members: number): Message | Rule {
  if (!isObject(value)) return 'rpc.shape';
  const { jsonrpc, id, method, params, result, error } = value;
  const hasId = id !== undefined;
  // What is left over after taking off the known members is not a message's.
  let unknown = members;
  if (jsonrpc !== undefined) unknown--;
  if (hasId) unknown--;
  if (method !== undefined) unknown--;
  if (params !== undefined) unknown--;
  if (result !== undefined) unknown--;
  if (error !== undefined) unknown--;
  if (unknown !== 0) return judgeMembers(value);
  if (jsonrpc !== '2.0') return 'rpc.shape';
  if (hasId && !isRequestId(id)) return 'rpc.id';

  if (method === undefined) return readResponse(value, id);
  if (typeof method !== 'string' || method.length > maxMethod || result !== undefined || error !== undefined) return 'rpc.shape';
  if (params !== undefined && !isObject(params)) return 'rpc.params';
  return hasId ? { kind: 'request', id, method, params } : { kind: 'notification', method, params };
}

/** The id of a message that may be broken elsewhere, for the answer. */
export function readRequestId(value: unknown): RequestId | undefined {
  return isObject(value) && isRequestId(value['id']) ? value['id'] : undefined;
}

function readResponse(value: JsonObject, id: RequestId | undefined): Message | Rule {
  const failed = 'error' in value;
  if (id === undefined || 'params' in value || failed === 'result' in value) return 'rpc.shape';
  if (!isObject(failed ? value['error'] : value['result'])) return 'rpc.shape';
  return { kind: 'response', id, failed };
}

function isRequestId(id: unknown): id is RequestId {
  return typeof id === 'string' ? id.length <= maxId : Number.isSafeInteger(id);
}

/** Says why a message with members no message has is refused. */
function judgeMembers(value: JsonObject): Rule {
  return Object.keys(value).some((key) => !isMember(key) && isMember(key.toLowerCase())) ? 'json.key' : 'rpc.shape';
}

function isMember(key: string): boolean {
  return key === 'jsonrpc' || key === 'id' || key === 'method' || key === 'params' || key === 'result' || key === 'error';
}
