import { keepsBudget, keepsGrowth, type Row, type Section } from './row.ts';

const headings = ['', 'plain', 'Portcullis', 'ratio', 'spread', 'budget', '', '10,000 tools', 'growth', '', ''] as const;

/** Renders the sections as one aligned table. */
export function renderTable(sections: readonly Section[]): string {
  const tables = sections.map(({ title, rows }) => {
    const cells = rows.map(renderRow);
    // A section names only the columns it uses.
    const used = headings.map((heading, column) => (cells.some((row) => row[column] !== '') ? heading : ''));
    return [[title, ...used.slice(1)], ...cells];
  });
  const widths = headings.map((_, column) => Math.max(...tables.flat().map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd();
  return tables.map((table) => table.map(line).join('\n')).join('\n\n');
}

/** The first column, the verdicts and the note read from the left. */
function isText(column: number): boolean {
  return headings[column] === '';
}

function renderRow(row: Row): readonly string[] {
  return [
    `  ${row.name}`,
    renderValue(row.plain, row.unit),
    renderValue(row.gateway, row.unit),
    renderTimes(row.ratio),
    row.spread === undefined ? '' : `\u00b1${(row.spread * 100).toFixed(0)}%`,
    row.budget === undefined ? '' : `<= ${row.budget.of === 'ratio' ? `${row.budget.limit}x` : renderValue(row.budget.limit, row.unit)}`,
    renderVerdict(keepsBudget(row)),
    renderValue(row.large, row.unit),
    renderTimes(row.growth),
    renderVerdict(keepsGrowth(row)),
    row.note ?? '',
  ];
}

function renderValue(value: number | undefined, unit: Row['unit']): string {
  if (value === undefined) return '';
  if (unit === 'times') return value.toFixed(1);
  if (unit === 'bytes') return `${(value / 1024).toFixed(1)} KB`;
  return value < 1000 ? `${value.toFixed(1)} us` : `${(value / 1000).toFixed(2)} ms`;
}

function renderTimes(value: number | undefined): string {
  return value === undefined ? '' : `${value.toFixed(2)}x`;
}

function renderVerdict(kept: boolean | undefined): string {
  return kept === undefined ? '' : kept ? 'ok' : 'OVER';
}
