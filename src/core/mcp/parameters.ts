import { foldName } from '../jsonrpc/disguise.ts';
import type { JsonObject } from '../jsonrpc/json.ts';
import type { Rule } from '../rules.ts';

/** Parameters of any method, as the schemas spell them. */
const parameters: readonly string[] = [
  'name', 'arguments', 'uri', '_meta', 'cursor', 'ref', 'argument', 'context', 'type', 'value', 'taskId', 'task', 'level', 'notifications',
  'protocolVersion', 'capabilities', 'clientInfo', 'inputResponses', 'requestState',
];

/** Servers that match member names ignoring case would read a disguised one. */
export function findDisguisedParameter(params: JsonObject): Rule | undefined {
  for (const key in params) {
    if (parameters.includes(key)) continue;
    const folded = foldName(key);
    if (parameters.some((parameter) => foldName(parameter) === folded)) return 'json.key';
  }
  return undefined;
}
