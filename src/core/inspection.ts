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

/** Up to here, in characters, nginx's pattern of ordinary calls leaves a text to be inspected by itself. */
export const shortText = 255;

/** What inspectors look for in these kinds lies beyond ASCII. */
export const quietKinds: readonly Kind[] = ['sql', 'code'];

/** The same for arguments of an ordinary call, which are ASCII; `isQuiet` when every text among them is short or quiet (inspect/quiet-prose.ts). */
export class AsciiInspection extends Inspection {
  declare private readonly isQuiet: boolean;

  constructor(ports: Ports, isQuiet: boolean) {
    super(ports);
    this.isQuiet = isQuiet;
  }

  override inspect(text: string, kind: Kind): Rule | undefined {
    if (quietKinds.includes(kind)) return undefined;
    return this.isQuiet && text.length > shortText && (kind === 'text' || kind === 'any') ? undefined : super.inspect(text, kind);
  }
}
