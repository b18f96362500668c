import type { Rule } from '../rules.ts';
import { scanStatements } from './sql-statement-dangers.ts';
import { delays, destroys, executes, reachesFiles, readsSecrets } from './sql-danger-forms.ts';

/** Rules of what stands at one place. */
const forms: { readonly [rule in DangerRule]: readonly string[] } = {
  'sql.execute': executes,
  'sql.file': reachesFiles,
  'sql.delay': delays,
  'sql.destructive': destroys,
  'sql.secrets': readsSecrets,
};

type DangerRule = Extract<Rule, 'sql.execute' | 'sql.file' | 'sql.delay' | 'sql.destructive' | 'sql.secrets'>;

const rules = Object.keys(forms) as readonly DangerRule[];
const all = Object.values(forms).flat();
const byRule = rules.map((rule) => ({ rule, form: new RegExp(byFirstLetter(forms[rule]), 'y') }));
/** The first two letters are looked at before all else: few words have both. */
const anyForm = new RegExp(String.raw`\b(?=[${lettersAt(0)}][${lettersAt(1)}])${byFirstLetter(all)}`, 'g');
/** Forms that are looked at, so that a text full of them takes no longer. */
const mostForms = 500;

function lettersAt(at: number): string {
  return [...new Set(all.map((source) => source.charAt(at)))].join('');
}

/** Sources joined so that only those of a word's own first letter are tried. */
function byFirstLetter(sources: readonly string[]): string {
  const letters = [...new Set(sources.map((source) => source.charAt(0)))];
  return `(?:${letters.map((letter) => `${letter}(?:${sources.flatMap((source) => (source.startsWith(letter) ? [source.slice(1)] : [])).join('|')})`).join('|')})`;
}

/** The rules that a reading of statements (sql-code.ts) has a form of; every one where it has too many forms to tell. */
export function scanForDangers(code: string): ReadonlySet<Rule> {
  const found = new Set<Rule>(scanStatements(code));
  anyForm.lastIndex = 0;
  for (let count = 0, form = anyForm.exec(code); form !== null; form = anyForm.exec(code)) {
    if (++count > mostForms) return new Set(rules);
    for (const one of byRule) {
      one.form.lastIndex = form.index;
      if (one.form.test(code)) found.add(one.rule);
    }
    // The next word may begin within this form.
    anyForm.lastIndex = form.index + 1;
  }
  return found;
}
