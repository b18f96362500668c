import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Path, Report } from '../problem.ts';
import { keyFileSchema, type KeyFile } from './key-file.ts';

const remake = 'undo the edit: `portcullis key` alone writes this file';

/** Reads a file of keys; `undefined`, with findings, when it is not as `portcullis key` writes it. */
export function readKeyFile(text: string, report: Report): KeyFile | undefined {
  const fail = (path: Path, message: string): void => {
    report({ severity: 'error', path, message, hint: remake });
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    fail([], 'the file of keys is not JSON');
    return undefined;
  }
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile<KeyFile>(keyFileSchema);
  if (!validate(value)) {
    for (const { instancePath, message = 'is not valid' } of validate.errors ?? []) fail(instancePath.split('/').slice(1), `the file of keys ${message} here`);
    return undefined;
  }
  const ids = value.keys.map(({ id }) => id);
  const faults = value.keys.flatMap(({ id, created, expires = created }, index) => [
    ...(ids.indexOf(id) < index ? [fault(index, 'id', 'another key has this id')] : []),
    ...([created, expires].some((time) => Number.isNaN(Date.parse(time))) ? [fault(index, 'created', 'there is no such time')] : []),
  ]);
  for (const { path, message } of faults) fail(path, message);
  return faults.length === 0 ? value : undefined;
}

function fault(index: number, member: string, message: string): { readonly path: Path; readonly message: string } {
  return { path: ['keys', index, member], message };
}
