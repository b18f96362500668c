/** One check of a scenario, as the suites write it to `checks.json`. */
export interface Check {
  readonly id: string;
  readonly name: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

/** A check that went worse through the gateway than directly. */
export interface LostCheck {
  readonly id: string;
  /** What became of it; `MISSING` when the scenario no longer came so far. */
  readonly status: Check['status'] | 'MISSING';
  readonly message: string;
}

/** Whether a scenario passed, as the suites count it: warnings do not fail one. */
export function passes(checks: readonly Check[]): boolean {
  return checks.length > 0 && checks.every(({ status }) => status !== 'FAILURE');
}

/** How many checks were passed. */
export function countPassed(checks: readonly Check[]): number {
  return checks.filter(({ status }) => status === 'SUCCESS').length;
}

/** The checks that failed. */
export function findFailed(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ status }) => status === 'FAILURE');
}

/** Every check that passed directly more often than through the gateway, and every failure that is new there. */
export function findLost(direct: readonly Check[], gateway: readonly Check[]): readonly LostCheck[] {
  const before = groupByKey(direct);
  const after = groupByKey(gateway);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => compare(before.get(key) ?? [], after.get(key) ?? []));
}

/** Some checks come several times in a scenario, one for each thing tried. */
function compare(direct: readonly Check[], gateway: readonly Check[]): readonly LostCheck[] {
  const isWorse = countPassed(gateway) < countPassed(direct) || findFailed(gateway).length > findFailed(direct).length;
  const id = (direct[0] ?? gateway[0])?.id;
  if (!isWorse || id === undefined) return [];
  const told = findFailed(gateway)[0] ?? gateway.find(({ status }) => status !== 'SUCCESS');
  return [{ id, status: told?.status ?? 'MISSING', message: told?.errorMessage ?? '' }];
}

function groupByKey(checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const key = `${check.id} ${check.name}`;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return groups;
}
