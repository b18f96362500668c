/** Something to tell the author of a policy; an error keeps it from being compiled. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** The way to a value in the policy: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** What a check says of the value (or of the key) at a path. */
export interface Finding {
  readonly severity: Problem['severity'];
  readonly path: Path;
  /** Point at the key instead of at its value. */
  readonly atKey?: boolean;
  readonly message: string;
  readonly hint: string;
}

/** Takes a finding; checks report and go on. */
export type Report = (finding: Finding) => void;

/** In the order of the file, errors before warnings on one spot. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted(
    (a, b) => a.line - b.line || a.column - b.column || compare(a.severity, b.severity) || compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
