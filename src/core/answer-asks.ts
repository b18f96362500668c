import { hasDisguised } from './jsonrpc/disguise.ts';
import { isObject, type JsonObject } from './jsonrpc/json.ts';
import { hasPlainKeys } from './jsonrpc/plain-keys.ts';
import { mayAskClient } from './policy/client-requests.ts';
import type { ClientRequestRules } from './policy/entries.ts';

/** What the policy says of a server's requests to clients; looked up only where an answer has any. */
type RulesOf = () => ClientRequestRules | undefined;

/** Whether all requests to the client within a result may be asked (2026-07-28, "Multi Round-Trip Requests"); `text` is its message. */
export function allowsAsks(result: JsonObject, text: string, rulesOf: RulesOf): boolean {
  if (hasDisguised(result, 'inputRequests')) return false;
  const asked = result['inputRequests'];
  if (asked === undefined) return true;
  const rules = rulesOf();
  const isAllowed = isObject(asked) && Object.values(asked).every((ask) =>
    isObject(ask) && typeof ask['method'] === 'string' && mayAskClient(ask['method'], ask['params'], rules));
  return isAllowed && hasPlainKeys(text, Infinity);
}

/** Whether an error sends the user only where the policy lets servers send users (2025-11-25, "URL Elicitation Required Error"). */
export function allowsUrls(error: unknown, text: string, rulesOf: RulesOf): boolean {
  const data = isObject(error) ? error['data'] : undefined;
  if (!isObject(data)) return true;
  if (hasDisguised(data, 'elicitations')) return false;
  const asked = data['elicitations'];
  if (asked === undefined) return true;
  const rules = rulesOf();
  const isAllowed = Array.isArray(asked) && asked.every((one: unknown) => isObject(one) && mayAskClient('elicitation/create', { ...one, mode: 'url' }, rules));
  return isAllowed && hasPlainKeys(text, Infinity);
}
