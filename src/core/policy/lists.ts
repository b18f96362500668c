import { hasDisguised } from '../jsonrpc/disguise.ts';
import { isObject, type JsonObject } from '../jsonrpc/json.ts';
import type { PolicyPort } from '../ports.ts';
import { decidePrompt, decideResource, decideTool } from './decide.ts';

/** A list of the protocol: the method that asks for it, and the member of the result that holds it. */
const lists = {
  'tools/list': 'tools',
  'prompts/list': 'prompts',
  'resources/list': 'resources',
  'resources/templates/list': 'resourceTemplates',
} as const;

export type ListName = (typeof lists)[keyof typeof lists];

/** The lists that this method asks for: one or none. */
export function listsOf(method: string): readonly ListName[] {
  return Object.hasOwn(lists, method) ? [lists[method as keyof typeof lists]] : [];
}

/** The lists a result holds, or what some client could take for one, for results of which nobody knows the question. */
export function listsIn(result: JsonObject): readonly ListName[] {
  return Object.values(lists).filter((name) => Object.hasOwn(result, name) || hasDisguised(result, name));
}

/** Whose lists, and where. */
export interface Viewer {
  readonly policy: PolicyPort;
  readonly server: string;
  readonly role: string;
}

/**
 * The items of a list that the role may call, get or read, by the decisions that judge its requests, in their order. What is no
 * descriptor with a name is left out. Undefined when the value is no list.
 */
export function filterList(name: ListName, items: unknown, viewer: Viewer): readonly JsonObject[] | undefined {
  if (!Array.isArray(items)) return undefined;
  return (items as readonly unknown[]).filter((item): item is JsonObject => isObject(item) && mayUse(name, item, viewer));
}

/** What requests name an item by; undefined when it has no such name, or another one in disguise. */
export function nameOf(list: ListName, item: JsonObject): string | undefined {
  const key = list === 'resources' ? 'uri' : list === 'resourceTemplates' ? 'uriTemplate' : 'name';
  const name = item[key];
  return typeof name === 'string' && !hasDisguised(item, key) ? name : undefined;
}

function mayUse(list: ListName, item: JsonObject, { policy, server, role }: Viewer): boolean {
  const target = nameOf(list, item);
  if (target === undefined) return false;
  if (list === 'tools') return decideTool(policy, server, role, target).rule === undefined;
  if (list === 'prompts') return typeof decidePrompt(policy, server, role, target) !== 'string';
  return decideResource(policy, server, role, target) === undefined;
}
