import { countPassed, passes, type Check } from './checks.ts';
import { describeWrong, isWrong, type Comparison, type Scenario } from './compare.ts';

const headings = ['suite', 'required', 'direct', 'through the gateway', 'lost', 'run twice'] as const;

/** Renders the suites as one aligned table. */
export function renderTable(comparisons: readonly Comparison[]): string {
  const rows = [headings, ...comparisons.map(renderRow)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ').trimEnd()).join('\n');
}

/** Renders every scenario that went wrong, with its checks; empty when none did. */
export function renderWrong(comparisons: readonly Comparison[]): string {
  return comparisons
    .flatMap(({ suite, release, scenarios }) =>
      scenarios.filter(isWrong).map((scenario) => [`${release} ${suite}: ${scenario.name}`, ...describeWrong(scenario).map((line) => `    ${line}`)].join('\n')),
    )
    .join('\n');
}

function renderRow({ suite, release, scenarios }: Comparison): readonly string[] {
  const required = scenarios.filter((scenario) => scenario.required);
  return [
    `${release} ${suite}`,
    `${required.filter(({ gateway }) => passes(gateway)).length} of ${required.length}`,
    renderWay(scenarios, ({ direct }) => direct),
    renderWay(scenarios, ({ gateway }) => gateway),
    `${scenarios.filter(({ lost }) => lost.length > 0).length}`,
    `${scenarios.filter(({ repeated }) => repeated).length}`,
  ];
}

function renderWay(scenarios: readonly Scenario[], checksOf: (scenario: Scenario) => readonly Check[]): string {
  const passed = scenarios.filter((scenario) => passes(checksOf(scenario))).length;
  return `${passed} of ${scenarios.length}, ${countPassed(scenarios.flatMap(checksOf))} checks`;
}
