/** A limit on a row: on its ratio to plain nginx, or on the value itself. */
export interface Budget {
  readonly of: 'ratio' | 'value';
  readonly limit: number;
}

/** One line of the table. Values are microseconds, bytes, or plain numbers ("times"). */
export interface Row {
  readonly name: string;
  readonly unit: 'us' | 'bytes' | 'times';
  readonly plain?: number;
  readonly gateway: number;
  /** Portcullis to plain nginx: the median of the rounds' own ratios. */
  readonly ratio?: number;
  /** Half of what the middle half of those ratios spans, as a share of the median. */
  readonly spread?: number;
  readonly budget?: Budget;
  /** With the large policy, and how much more than with the small one. */
  readonly large?: number;
  readonly growth?: number;
  readonly growthLimit?: number;
  readonly note?: string;
}

/** Rows that belong together. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Growth with the policy that still counts as noise. */
export const growthLimit = 1.1;

/** Whether the row keeps its budget; undefined when it has none. */
export function keepsBudget({ budget, gateway, ratio }: Row): boolean | undefined {
  if (budget === undefined) return undefined;
  return (budget.of === 'ratio' ? (ratio ?? NaN) : gateway) <= budget.limit;
}

/** Whether the row grows no more with the policy than it may; undefined when nothing is set. */
export function keepsGrowth({ growth, growthLimit: limit }: Row): boolean | undefined {
  return limit === undefined ? undefined : (growth ?? NaN) <= limit;
}

/** Whether every row keeps what is set for it. */
export function allKept(sections: readonly Section[]): boolean {
  return sections.every(({ rows }) => rows.every((row) => keepsBudget(row) !== false && keepsGrowth(row) !== false));
}
