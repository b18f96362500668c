import type { JsonObject } from '../jsonrpc/json.ts';
import type { Rule } from '../rules.ts';

/** Parameters of any method, as the schemas spell them. */
const parameters: readonly string[] = [
  'name', 'arguments', 'uri', '_meta', 'cursor', 'ref', 'argument', 'context', 'type', 'value', 'taskId', 'task', 'level', 'notifications',
  'protocolVersion', 'capabilities', 'clientInfo', 'inputResponses', 'requestState',
];

/** Servers that match member names ignoring case (U+017F and U+212A fold too) would read a disguised one. */
export function findDisguisedParameter(params: JsonObject): Rule | undefined {
  for (const key in params) {
    if (parameters.includes(key)) continue;
    const folded = key.toLowerCase().replaceAll('\u017f', 's');
    if (parameters.some((parameter) => parameter.toLowerCase() === folded)) return 'json.key';
  }
  return undefined;
}
