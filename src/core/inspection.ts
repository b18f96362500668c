import { inspect } from './inspect/inspect.ts';
import type { Look } from './policy/argument-value.ts';
import type { Kind } from './policy/kind.ts';
import type { Ports } from './ports.ts';
import type { Rule } from './rules.ts';
import type { PathForm } from './text/path.ts';

/** How the arguments a policy checks are inspected; a class, since closures made for every call would cost more. */
export class Inspection implements Look {
  declare private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  inspect(text: string, kind: Kind): Rule | undefined {
    return inspect(text, kind, this.ports);
  }

  pathForm(path: string): PathForm {
    return this.ports.pathForm(path);
  }
}
