import { callsOf, wordsOf } from './command-calls.ts';
import { interpreters, shells } from './command-interpreters.ts';

const opening = /[$<]\(|`/g;
const runsWords: ReadonlySet<string> = new Set(['eval', ...interpreters]);
/** Words before a command that leave it one. */
const nothing = /^(?:[ {!]|then |do |else |sudo |exec |nohup )*$/;

/** Whether `test` holds for a command whose output is run as one: by `eval`, by an interpreter, or since it stands where a command does. */
export function someRunSubstitution(text: string, test: (inner: string) => boolean): boolean {
  let end = 0;
  let isRun = false;
  for (const { index, 0: mark } of text.matchAll(opening)) {
    if (index < end) continue;
    const head = text.slice(end, index);
    const at = lastSeparator(head);
    isRun = runs(head.slice(at + 1), mark, end === 0 || at >= 0 ? head.charAt(at) : 'x') || (at < 0 && isRun);
    const close = mark === '`' ? text.indexOf('`', index + 1) : closingOf(text, index + 2);
    end = close < 0 ? text.length : close;
    if (isRun && test(text.slice(index + mark.length, end))) return true;
    end++;
  }
  return false;
}

/** Whether what stands before a substitution in its simple command runs it; `before` is the separator before that. */
function runs(head: string, mark: string, before: string): boolean {
  // In a document a code span may begin a line.
  if (nothing.test(head)) return mark !== '<(' && before !== 'x' && !(mark === '`' && before === '\n');
  return callsOf(wordsOf(head.replaceAll('<<<', ' <<< ')), runsWords).some(({ name, words }) => {
    if (name === 'eval') return true;
    const operands = words.filter((word) => !word.startsWith('-'));
    if (operands.every((word) => word === '<') && mark === '<(') return true;
    if (words.at(-1) === '<<<') return true;
    return words.some((word) => (shells.has(name) ? /^-[a-z]*c$/i : /^-[cer]$/).test(word));
  });
}

function lastSeparator(text: string): number {
  return Math.max(...[';', '|', '&', '\n', '('].map((separator) => text.lastIndexOf(separator)));
}

/** Where a bracket closes that was opened before `from`, or -1. */
function closingOf(text: string, from: number): number {
  let depth = 1;
  let at = from;
  let open = text.indexOf('(', from);
  for (;;) {
    const close = text.indexOf(')', at);
    if (close < 0) return -1;
    while (open >= 0 && open < close) {
      depth++;
      open = text.indexOf('(', open + 1);
    }
    if (--depth === 0) return close;
    at = close + 1;
  }
}
