import { isObject, type JsonObject } from '../jsonrpc/json.ts';
import { capabilitiesKey } from './era.ts';

/** The extension of tasks (SEP-2663), by the name under which clients declare it. */
export const taskExtension = 'io.modelcontextprotocol/tasks';

/** Whether a modern request says that its client knows the extension of tasks, without which its methods are refused. */
export function declaresTasks(params: JsonObject): boolean {
  const meta = params['_meta'];
  const capabilities = isObject(meta) ? meta[capabilitiesKey] : undefined;
  const extensions = isObject(capabilities) ? capabilities['extensions'] : undefined;
  return isObject(extensions) && isObject(extensions[taskExtension]);
}
