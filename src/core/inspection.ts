import { inspect, type FirstLook } from './inspect/inspect.ts';
import { anyFinding, type Ruling } from './inspect/ruling.ts';
import type { Look } from './policy/argument-value.ts';
import type { Kind } from './policy/kind.ts';
import type { Ports } from './ports.ts';
import type { RuleModes } from './rule-mode.ts';
import type { Rule } from './rules.ts';
import type { PathForm } from './text/path.ts';

/** How the arguments a policy checks are inspected; a class, since closures made for every call would cost more. */
export class Inspection implements Look {
  declare private readonly ports: Ports;
  declare private readonly alert: (rule: Rule) => void;

  /** @param findings gets the rules that find something and only alert */
  constructor(ports: Ports, findings: Set<Rule>) {
    this.ports = ports;
    this.alert = (rule) => { findings.add(rule); };
  }

  inspect(text: string, kind: Kind, modes?: RuleModes): Rule | undefined {
    return inspect(text, kind, this.ports, { modes, alert: this.alert });
  }

  pathForm(path: string): PathForm {
    return this.ports.pathForm(path);
  }
}

/** Up to here, in characters, nginx's pattern of ordinary calls leaves a text to be inspected by itself. */
export const shortText = 255;

/** What inspectors look for in these kinds lies beyond ASCII. */
export const quietKinds: readonly Kind[] = ['code'];

/**
 * The same for arguments of an ordinary call, which are ASCII: what only alerts is a finding like any other here, since such a
 * call goes the whole way, where it is noted. `isQuiet` when every text among them is short or quiet (inspect/quiet-prose.ts).
 */
export class AsciiInspection implements Look {
  declare private readonly ports: Ports;
  declare private readonly isQuiet: boolean;
  /** The last path in which nothing was found, nor would a secret be. */
  declare plainPath?: string;

  constructor(ports: Ports, isQuiet: boolean) {
    this.ports = ports;
    this.isQuiet = isQuiet;
  }

  inspect(text: string, kind: Kind, modes?: RuleModes): Rule | undefined {
    if (quietKinds.includes(kind)) return undefined;
    return this.isQuiet && text.length > shortText && (kind === 'text' || kind === 'any') ? undefined : inspectOrdinary(text, kind, this.ports, modes);
  }

  pathForm(path: string): PathForm {
    const form = this.ports.pathForm(path);
    if (form === 'plain') this.plainPath = path;
    return form;
  }
}

/** Inspects a text of an ordinary call: any finding, of a rule that denies or alerts. */
export function inspectOrdinary(text: string, kind: Kind, ports: FirstLook, modes: RuleModes | undefined): Rule | undefined {
  return inspect(text, kind, ports, modes === undefined ? anyFinding : ({ ...anyFinding, modes } satisfies Ruling));
}
