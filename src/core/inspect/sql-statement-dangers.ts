import type { Rule } from '../rules.ts';

/*
 * Dangers that show in a statement as a whole, however much stands between its words: each statement is looked at once.
 */

const string = String.raw`\s*(?:(?:e|n|u&)?'(?!url')|\$\w*\$)`;
const copy = { word: 'copy', form: /\bcopy\b(?!\s*into\b)/g };
const copiesProgram = new RegExp(String.raw`\bprogram${string}`);
const copiesFile = new RegExp(String.raw`\b(?:from|to)${string}`);
const vacuum = { word: 'vacuum', form: /\bvacuum\b/g };
const intoFile = /\binto\b/;
/** A script with more of such statements is taken for dangerous. */
const mostStatements = 200;

/** A delete or update without a condition, or with one that always holds. */
const everyRow =
  /(?:^|;)\s*(?:delete\s+(?:(?:low_priority|quick|ignore)\s+)*from\b|update\b(?=[^;]*\bset\b))(?![^;]*\b(?:where\b(?![\s(]*(?:1|true|1\s*=\s*1|''\s*=\s*'')[\s)]*(?:;|$))|join\b|using\b|limit\b))/;

/** The rules that a reading of statements breaks in one of them. */
export function scanStatements(code: string): readonly Rule[] {
  const found: Rule[] = [];
  // PostgreSQL's and MySQL's own clients take it anywhere.
  if (code.includes('\\!') || hasStatement(code, copy, copiesProgram)) found.push('sql.execute');
  if (hasStatement(code, copy, copiesFile) || hasStatement(code, vacuum, intoFile)) found.push('sql.file');
  if ((code.includes('delete') || code.includes('update')) && everyRow.test(code)) found.push('sql.destructive');
  return found;
}

/** Whether behind a word something follows in the same statement: behind the first such word, so that each statement is read once. */
function hasStatement(code: string, { word, form }: typeof copy, what: RegExp): boolean {
  if (!code.includes(word)) return false;
  form.lastIndex = 0;
  for (let count = 0, found = form.exec(code); found !== null; found = form.exec(code)) {
    const semicolon = code.indexOf(';', found.index);
    const end = semicolon < 0 ? code.length : semicolon;
    if (++count > mostStatements || what.test(code.slice(found.index, end))) return true;
    form.lastIndex = end;
  }
  return false;
}
