import { descriptorDigestInput } from '../../core/policy/descriptor.ts';
import { isObject } from '../../core/jsonrpc/json.ts';
import { pinKinds, type PinKind, type ServerPins } from '../../compiler/lock/lock-file.ts';

/** One thing a server lists otherwise than before. */
export interface Difference {
  readonly kind: PinKind;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly fields: readonly FieldChange[];
}

/** One value in a descriptor; `before` or `after` is absent when the field is. */
export interface FieldChange {
  readonly path: readonly (string | number)[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What differs between two states of a server, in the order of the lock file. */
export function findDifferences(before: ServerPins, after: ServerPins): readonly Difference[] {
  return pinKinds.flatMap((kind) => {
    const names = [...new Set([...Object.keys(before[kind]), ...Object.keys(after[kind])])].sort();
    return names.flatMap((name): readonly Difference[] => {
      const old = Object.hasOwn(before[kind], name) ? before[kind][name] : undefined;
      const now = Object.hasOwn(after[kind], name) ? after[kind][name] : undefined;
      if (old?.sha256 === now?.sha256) return [];
      const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
      return [{ kind, name, change, fields: compareObjects(old?.descriptor ?? {}, now?.descriptor ?? {}, []) }];
    });
  });
}

type Value = Readonly<Record<string, unknown>>;

function compareObjects(before: Value, after: Value, path: FieldChange['path']): readonly FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const at = [...path, key];
    if (!Object.hasOwn(before, key)) return [{ path: at, after: after[key] }];
    if (!Object.hasOwn(after, key)) return [{ path: at, before: before[key] }];
    return compareValues(before[key], after[key], at);
  });
}

/** Lists are compared whole: positions say little of what was inserted. */
function compareValues(before: unknown, after: unknown, path: FieldChange['path']): readonly FieldChange[] {
  if (isObject(before) && isObject(after)) return compareObjects(before, after, path);
  return descriptorDigestInput({ value: before }) === descriptorDigestInput({ value: after }) ? [] : [{ path, before, after }];
}
