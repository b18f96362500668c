import { Subject } from './subject.ts';
import { bidiText } from './text-deception.ts';
import { hasStrayMarks, hidesText } from './text-invisible.ts';

/** What hides part of a text from the people who approve it, but not from a model. */
export type HiddenKind = 'bidi' | 'control' | 'invisible' | 'comment';

/** A string of a descriptor that hides something: where, and by what. */
export interface HiddenText {
  /** Keys and list positions from the top of the descriptor; a key that hides something ends its own path. */
  readonly path: readonly (string | number)[];
  readonly kind: HiddenKind;
}

/** Control characters but tab and line ends: a terminal obeys what it should show. */
const controls = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f]/;
/** The selector of a form after what has only one, as data is smuggled; `#`, `*` and digits make keycaps. */
const strayForm = /(?:^|[\0-"$-)+-/:-\u00a8\u00aa-\u00ad\u00af-\u02af])[\ufe00-\ufe0f]/;

/** Every string of a descriptor, names of members too, that hides something. */
export function findHiddenTexts(descriptor: unknown): readonly HiddenText[] {
  const found: HiddenText[] = [];
  const look = (text: string, path: HiddenText['path']): void => {
    found.push(...hiddenKinds(text).map((kind) => ({ path, kind })));
  };
  const visit = (value: unknown, path: HiddenText['path']): void => {
    if (typeof value === 'string') look(value, path);
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index]);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        look(key, [...path, key]);
        visit(member, [...path, key]);
      }
    }
  };
  visit(descriptor, []);
  return found;
}

function hiddenKinds(text: string): readonly HiddenKind[] {
  const kinds: HiddenKind[] = [];
  if (bidiText.finds(new Subject(text, 'id')) || hasStrayMarks(text)) kinds.push('bidi');
  if (controls.test(text)) kinds.push('control');
  if (hidesText(text, false) || strayForm.test(text)) kinds.push('invisible');
  if (text.includes('<!--')) kinds.push('comment');
  return kinds;
}
