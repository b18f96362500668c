import type { Client, RequestOptions } from '@modelcontextprotocol/client';
import { isObject, type JsonObject } from '../../core/jsonrpc/json.ts';
import { pinNames, type PinKind } from '../../compiler/lock/lock-file.ts';
import { showText } from '../../compiler/lock/show-path.ts';
import { Failure } from '../failure.ts';

/** More than any server has; one that always names a next page ends here. */
const mostPages = 1000;

/** The method that lists each kind, and the member of its result that holds the list. */
const lists: Readonly<Record<PinKind, readonly [method: string, member: string]>> = {
  tools: ['tools/list', 'tools'],
  prompts: ['prompts/list', 'prompts'],
  resources: ['resources/list', 'resources'],
  templates: ['resources/templates/list', 'resourceTemplates'],
};

/** A schema for the client that takes results as they are: its own drop the members they do not know. */
const asItIs = { '~standard': { version: 1, vendor: 'portcullis', validate: (value: unknown) => ({ value }) } } as const;

const methodNotFound = -32601;

/** All descriptors of a kind by name, page after page. */
export async function listPages(client: Client, kind: PinKind, options: RequestOptions): Promise<ReadonlyMap<string, JsonObject>> {
  const [method, member] = lists[kind];
  const found = new Map<string, JsonObject>();
  let cursor: string | undefined;
  for (let page = 1; page <= mostPages; page++) {
    const result = await requestPage(client, method, cursor, options);
    if (result === undefined) return found;
    const items = isObject(result) ? result[member] : undefined;
    if (!Array.isArray(items)) throw new Failure(`the server answered ${method} without a list of ${member}`);
    for (const item of items as readonly unknown[]) keep(item, kind, found);
    const next = isObject(result) ? result['nextCursor'] : undefined;
    if (next === undefined || next === null) return found;
    if (typeof next !== 'string' || next === cursor) throw new Failure(`the server never ends ${method}: page ${page} leads to itself`);
    cursor = next;
  }
  throw new Failure(`the server never ends ${method}: more than ${mostPages} pages`);
}

/** One page; undefined when the server does not have the method, and so nothing of the kind. */
async function requestPage(client: Client, method: string, cursor: string | undefined, options: RequestOptions): Promise<unknown> {
  try {
    return await client.request({ method, params: cursor === undefined ? {} : { cursor } }, asItIs, options);
  } catch (error) {
    if (isObject(error) && error['code'] === methodNotFound) return undefined;
    throw error;
  }
}

function keep(item: unknown, kind: PinKind, found: Map<string, JsonObject>): void {
  const key = pinNames[kind];
  const name = isObject(item) ? item[key] : undefined;
  if (!isObject(item) || typeof name !== 'string' || name === '') throw new Failure(`the server listed one of its ${kind} without \`${key}\``);
  if (name === '__proto__') throw new Failure(`the server listed one of its ${kind} under a name that cannot be used: __proto__`);
  if (found.has(name)) throw new Failure(`the server listed ${showText(JSON.stringify(name))} twice among its ${kind}: it cannot be said which one clients take`);
  found.set(name, item);
}
