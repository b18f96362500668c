import { pinKinds, type LockFile, type Pin, type ServerPins } from './lock-file.ts';
import { mapTable, sortKeys } from './sort-keys.ts';

/** Characters that cannot be seen: in a review they must show. */
const unseen = /[\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|\ud834[\udd73-\udd7a]|\udb40[\udc00-\uddef]/g;

/** Renders a lock file: the same pins always give the same bytes, in an order that makes small differences small. */
export function renderLock({ version, servers }: LockFile): string {
  const text = JSON.stringify({ version, servers: sortKeys(mapTable(servers, orderServer)) }, null, 2);
  return `${text.replace(unseen, (characters) => characters.replace(/[^]/g, escape))}\n`;
}

function orderServer(server: ServerPins): unknown {
  return Object.fromEntries(pinKinds.map((kind) => [kind, sortKeys(mapTable(server[kind], orderPin))]));
}

function orderPin({ sha256, accepted, descriptor }: Pin): unknown {
  return { sha256, ...(accepted !== undefined && { accepted }), descriptor: sortDeep(descriptor) };
}

function sortDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortDeep);
  return typeof value === 'object' && value !== null ? sortKeys(mapTable(value as Readonly<Record<string, unknown>>, sortDeep)) : value;
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
