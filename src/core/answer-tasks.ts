import { bind, judgeClaim } from './identity/binding.ts';
import type { Identity } from './identity/identity.ts';
import { isObject, type JsonObject } from './jsonrpc/json.ts';
import type { Bindings } from './ports.ts';

/** Whose answer it is, and from which server. */
export interface Receiver {
  readonly server: string;
  readonly caller: Identity;
  readonly bindings: Bindings;
}

/** Whether a result is to be looked at more closely: nearly none creates a task. */
export function mayCreateTask(result: JsonObject): boolean {
  return result['task'] !== undefined || result['resultType'] === 'task';
}

/** Makes the task that a result creates, if any, the caller's; false when it cannot be. */
export function bindTask(result: JsonObject, { server, caller, bindings }: Receiver): boolean {
  const task = findCreated(result);
  if (task === undefined) return true;
  const id = task['taskId'];
  return typeof id === 'string' && bind(server, { what: 'task', id }, caller, bindings);
}

/** The task of a result that is one: a member of its own in 2025-11-25, by `resultType` in the extension of 2026-07-28. */
function findCreated(result: JsonObject): JsonObject | undefined {
  if (isObject(result['task'])) return result['task'];
  return result['resultType'] === 'task' ? result : undefined;
}

/** The caller's own of a list of tasks; undefined when it is none. */
export function ownTasks(tasks: unknown, receiver: Receiver): readonly JsonObject[] | undefined {
  if (!Array.isArray(tasks)) return undefined;
  return (tasks as readonly unknown[]).filter((task): task is JsonObject => isObject(task) && judgeTask(task, receiver) === undefined);
}

/** Whether a notification tells of another caller's task. One that nobody has may be a task whose creation is still to be told of. */
export function isOfForeignTask(params: JsonObject | undefined, receiver: Receiver): boolean {
  return params !== undefined && judgeTask(params, receiver) === 'task.owner';
}

function judgeTask({ taskId: id }: JsonObject, { server, caller, bindings }: Receiver): string | undefined {
  return typeof id === 'string' ? judgeClaim(server, { what: 'task', id }, caller, bindings) : 'task.unknown';
}
