import { createHash } from 'node:crypto';
import type { PinPorts } from '../../src/core/ports.ts';

/** Ports for what is pinned, with a memory of changes of their own. */
export function makePinPorts(): PinPorts {
  const changed = new Set<string>();
  return {
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    isChanged: (key) => changed.has(key),
    noteChange: (key, now) => { if (now) changed.add(key); else changed.delete(key); },
  };
}
