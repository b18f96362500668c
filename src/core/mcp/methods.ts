import type { Era } from './versions.ts';

/**
 * What a client method reaches for, and so what decides whether a role may call it:
 * `session`, anyone who is granted anything on the server; `task`, who of them has created it; the others, the grant of what they
 * name.
 */
export type Reach = 'session' | 'task' | 'tool' | 'prompt' | 'resource' | 'completion' | 'listen';

/** One client-to-server request method (schema.ts, "ClientRequest", of every revision). */
export interface Method {
  readonly eras: 'both' | Era;
  readonly reach: Reach;
  /** The parameter that names the target, mirrored in Mcp-Name in the modern era (SEP-2243). */
  readonly name?: 'name' | 'uri' | 'taskId';
}

const methods: { readonly [method: string]: Method } = {
  initialize: { eras: 'legacy', reach: 'session' },
  ping: { eras: 'legacy', reach: 'session' },
  'server/discover': { eras: 'modern', reach: 'session' },
  'tools/list': { eras: 'both', reach: 'session' },
  'tools/call': { eras: 'both', reach: 'tool', name: 'name' },
  'prompts/list': { eras: 'both', reach: 'session' },
  'prompts/get': { eras: 'both', reach: 'prompt', name: 'name' },
  'resources/list': { eras: 'both', reach: 'session' },
  'resources/templates/list': { eras: 'both', reach: 'session' },
  'resources/read': { eras: 'both', reach: 'resource', name: 'uri' },
  'resources/subscribe': { eras: 'legacy', reach: 'resource', name: 'uri' },
  'resources/unsubscribe': { eras: 'legacy', reach: 'resource', name: 'uri' },
  'subscriptions/listen': { eras: 'modern', reach: 'listen' },
  'completion/complete': { eras: 'both', reach: 'completion' },
  'logging/setLevel': { eras: 'legacy', reach: 'session' },
  'tasks/get': { eras: 'both', reach: 'task', name: 'taskId' },
  'tasks/result': { eras: 'legacy', reach: 'task', name: 'taskId' },
  'tasks/update': { eras: 'modern', reach: 'task', name: 'taskId' },
  'tasks/cancel': { eras: 'both', reach: 'task', name: 'taskId' },
  'tasks/list': { eras: 'legacy', reach: 'session' },
};

/** Notifications a client may POST in the legacy era; the modern era has none over HTTP. */
const notifications: readonly string[] = [
  'notifications/initialized',
  'notifications/cancelled',
  'notifications/progress',
  'notifications/roots/list_changed',
  'notifications/tasks/status',
];

/** The method's row, or undefined when no such method exists in that era. */
export function findMethod(method: string, era: Era): Method | undefined {
  if (!Object.hasOwn(methods, method)) return undefined;
  const row = methods[method];
  return row !== undefined && (row.eras === 'both' || row.eras === era) ? row : undefined;
}

/** Whether a client may send this notification; over HTTP only legacy clients send any. */
export function isNotification(method: string): boolean {
  return notifications.includes(method);
}
