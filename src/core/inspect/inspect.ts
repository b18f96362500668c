import type { Kind } from '../policy/kind.ts';
import type { Ports } from '../ports.ts';
import type { Rule } from '../rules.ts';
import { inspectors } from './registry.ts';

/**
 * Inspects one string argument of a kind: the rule of the first inspector that finds something, or undefined.
 * The inspectors run only where `suspects` cannot vouch for the text.
 */
export function inspect(text: string, kind: Kind, suspects: Ports['suspects']): Rule | undefined {
  if (text === '' || !suspects(kind, text)) return undefined;
  return inspectors.find((inspector) => inspector.kinds.includes(kind) && inspector.finds(text, kind))?.rule;
}
