import type { Path, Report } from '../problem.ts';

/** Warns of names that differ only by case: allowed, told apart, and easily mistaken by people. */
export function checkCase(names: readonly string[], path: Path, what: string, report: Report): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const folded = name.toLowerCase();
    const other = seen.get(folded);
    if (other === undefined) seen.set(folded, name);
    else {
      const message = `${what} \`${other}\` and \`${name}\` differ only by case`;
      report({ severity: 'warning', path: [...path, name], atKey: true, message, hint: 'they are two different names; make sure both are meant' });
    }
  }
}
