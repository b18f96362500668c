import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Finding, Path, Report } from '../problem.ts';
import { checkPins } from './check-pins.ts';
import { lockSchema, type LockFile } from './lock-file.ts';
import { renderLock } from './render-lock.ts';

/** What to do about a lock file that is not what was approved. */
export const remake = 'undo the edit, or make it again by `portcullis snapshot`';

/** Reads a lock file and checks that it is as `portcullis snapshot` wrote it; `undefined`, with findings, when not. */
export function readLock(text: string, report: Report): LockFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    report({ severity: 'error', path: [], message: `the lock file is not JSON: ${error instanceof Error ? error.message : 'unknown fault'}`, hint: remake });
    return undefined;
  }
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile<LockFile>(lockSchema);
  if (!validate(value)) {
    for (const { instancePath, message = 'is not valid' } of validate.errors ?? []) report(fault(readPointer(instancePath), `the lock file ${message} here`));
    return undefined;
  }
  const faults: Finding[] = [];
  checkPins(value, (finding) => faults.push(finding));
  // A key that stands twice is read once, and then the file says something else than its readers see.
  if (faults.length === 0 && withoutBlanks(renderLock(value)) !== withoutBlanks(text)) faults.push(fault([], 'the lock file is not as it was written: another order, another spelling, or a key twice'));
  faults.forEach(report);
  return faults.length === 0 ? value : undefined;
}

function fault(path: Path, message: string): Finding {
  return { severity: 'error', path, message, hint: remake };
}

/** Line ends and indentation may be changed by tools on the way. */
function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

function readPointer(pointer: string): Path {
  return pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
