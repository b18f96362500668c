import { hasDisguised } from '../jsonrpc/disguise.ts';
import { isObject } from '../jsonrpc/json.ts';
import { isOnHosts } from '../text/url.ts';
import type { ClientRequestRules } from './entries.ts';

/** Requests a server may send its client, and the name a policy has for what each asks for (schema.ts, "ServerRequest"). */
const subjects: { readonly [method: string]: 'sampling' | 'elicitation' | 'roots' | undefined } = {
  ping: undefined,
  'sampling/createMessage': 'sampling',
  'elicitation/create': 'elicitation',
  'roots/list': 'roots',
  'tasks/get': undefined,
  'tasks/result': undefined,
  'tasks/list': undefined,
  'tasks/cancel': undefined,
};

/** Whether a server may ask its client for this. A URL to visit must be https and on the policy's list; what nobody knows is denied. */
export function mayAskClient(method: string, params: unknown, rules: ClientRequestRules = {}): boolean {
  if (!Object.hasOwn(subjects, method)) return false;
  const subject = subjects[method];
  if (subject === undefined) return true;
  if (rules.deny?.includes(subject) === true) return false;
  if (subject !== 'elicitation' || !isObject(params)) return true;
  if (hasDisguised(params, 'mode') || hasDisguised(params, 'url')) return false;
  const { mode, url } = params;
  if (mode === undefined || mode === 'form') return url === undefined;
  return mode === 'url' && typeof url === 'string' && /^https:/i.test(url) && isOnHosts(url, rules.hosts ?? []);
}
