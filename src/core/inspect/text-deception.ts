import type { Kind } from '../policy/kind.ts';
import { kinds } from '../policy/kind.ts';
import { hasStrayMarks, hidesText } from './text-invisible.ts';
import type { Inspector } from './rule.ts';
import type { Trigger } from './trigger.ts';

const controls = /[\u202a-\u202e\u2066-\u2069]/;
const overrides = /[\u202d\u202e]/;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** More controls than this in one text are refused unread: each costs time, and no writer needs them. */
const mostControls = 1000;

/** Longer texts would hold the worker up, so that in them one such character is enough; in UTF-16 code units. */
export const longestRead = 131_072;

/** Finds bidirectional controls used so that a reader sees another order than the one stored (Trojan Source). */
export const bidiText: Inspector = {
  rule: 'text.bidi',
  kinds,
  aside: 'marks',
  finds: ({ text, kind }) => controls.test(text) && (!isProse(kind) || text.length > longestRead || reorders(text)),
};

/** Necessary for {@link bidiText}. */
export const bidiTextTrigger = (): Trigger => ({ source: '', nonAscii: '\\u202a-\\u202e\\u2066-\\u2069' });

const invisible =
  '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f\\u2060-\\u2065\\u206a-\\u206f\\u3164' +
  '\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}';
const anyInvisible = new RegExp(`[${invisible}]`, 'u');

/** Finds characters that show nothing but are read by a model: hidden instructions, split words. */
const invisibleOutsideProse: Inspector = {
  rule: 'text.invisible',
  kinds: kinds.filter((kind) => !isProse(kind)),
  aside: 'marks',
  finds: ({ text }) => (text.length > longestRead ? anyInvisible.test(text) : hidesText(text, false) || hasStrayMarks(text)),
};

/** The same in prose, where most of them have their place. */
const invisibleInProse: Inspector = {
  rule: 'text.invisible',
  kinds: kinds.filter(isProse),
  aside: 'marks',
  finds: ({ text }) => (text.length > longestRead ? anyInvisible.test(text) : hidesText(text, true)),
};

export const invisibleText = [invisibleOutsideProse, invisibleInProse] as const;

/** Necessary for {@link invisibleText}. In prose, what has its place is vouched for where it stands alone, as in emoji or between Persian letters. */
export const invisibleTextTriggers = (): readonly [Trigger, Trigger] => [
  { source: '', nonAscii: invisible },
  {
    source: '',
    mixed: (chars) => [
      chars(neverInProse),
      String.raw`(?<=\w)${chars(placed)}(?=\w)`,
      `${chars(selectors)}${chars(selectors)}`,
      `${chars(zeroWidths)}{3}`,
      `${chars(directions)}{6}`,
    ].join('|'),
  },
];

const selectors = String.raw`\ufe00-\ufe0f`;
const directions = String.raw`\u061c\u200b-\u200f`;
const zeroWidths = String.raw`\u00ad\u034f\u17b4\u17b5\u180e\u200b-\u200d\ufeff`;
/** What some script, emoji or a pasted page has. */
const placed = `${zeroWidths}${directions}${selectors}`;
/** All the others of {@link invisible}. */
const neverInProse = String.raw`\u115f\u1160\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}`;

function isProse(kind: Kind): boolean {
  return kind === 'text' || kind === 'any';
}

/**
 * In prose, embeddings and isolates pass when each is closed on its own line and those that turn the direction
 * hold right-to-left letters; overrides never do.
 */
function reorders(text: string): boolean {
  if (overrides.test(text)) return true;
  const step = /[\u202a-\u202c\u2066-\u2069][^\u202a-\u202c\u2066-\u2069\n\r\u2029]*(?<end>[\n\r\u2029])?/g;
  const open: { readonly close: string; readonly from: number; readonly turns: boolean }[] = [];
  let count = 0;
  for (let found = step.exec(text); found !== null; found = step.exec(text)) {
    if (++count > mostControls) return true;
    const control = text.charAt(found.index);
    if (control === '\u202c' || control === '\u2069') {
      const start = open.pop();
      if (start?.close !== control) return true;
      if (start.turns && !rightToLeft.test(text.slice(start.from, found.index))) return true;
    } else {
      const close = control === '\u202a' || control === '\u202b' ? '\u202c' : '\u2069';
      open.push({ close, from: found.index, turns: control === '\u202b' || control === '\u2067' });
    }
    if (found.groups?.['end'] !== undefined && open.length > 0) return true;
  }
  return open.length > 0;
}
