import type { Kind } from './policy/kind.ts';
import type { Situation, When } from './policy/when.ts';
import type { PathForm } from './text/path.ts';

/** Who opened which session and task (see identity/binding.ts): the one thing that is kept from one request to another. */
export interface Bindings {
  /** The owner of what has this key, or undefined when nobody has it. */
  ownerOf(key: string): string | undefined;
  /** Makes it the owner's; false when it is another's. */
  bind(key: string, owner: string): boolean;
}

/** What holds a server to its pinned descriptors. */
export interface PinPorts {
  /** SHA-256 of the text's UTF-8 bytes, in lower-case hex. */
  digest(text: string): string;
  /** Whether what has this key (policy/pinned-list.ts) was last seen changed. */
  isChanged(key: string): boolean;
  noteChange(key: string, isChanged: boolean): void;
}

/**
 * What a text may hold, in the order in which it is looked for: an attack by what stands anywhere in it (`odd`); and of what is
 * read in a whole text, a path or URL (`form`), a statement's dangers, characters that deceive (`marks`), words to a model (`phrases`).
 */
export type Suspicion = 'odd' | 'form' | 'dangers' | 'marks' | 'phrases';

/** What core needs from its host; everything else comes in as values. */
export interface Ports extends Bindings, PinPorts {
  /** The compiled policy's entry under this key (see policy/key.ts), as JSON text, or undefined. */
  lookup(key: string): string | undefined;
  /**
   * The first that the text may hold of what the inspectors of this kind look for; `marks` stands for some phrases, too. Empty
   * vouches that none finds anything; another only says "look closer". In nginx it is PCRE that looks, elsewhere the same patterns as RegExp.
   */
  suspicion(kind: Kind, text: string): Suspicion | '';
  /** Whether the text may hold this, whatever else it may hold. */
  suspects(kind: Kind, text: string, what: Suspicion): boolean;
  /** What a path looks like at first sight; found out the same way. */
  pathForm(path: string): PathForm;
  /** What the request comes with: of it what these conditions ask for. */
  situation(asked: When): Situation;
  /**
   * Whether a message of an answer, or one string of it as it stands there, may hold a secret of a result (with
   * `personal`, also what the rules for personal data find) or end where one may have begun. `false` vouches that not.
   */
  suspectsSecret(text: string, personal: boolean): boolean;
}

/** The policy alone. */
export type PolicyPort = Pick<Ports, 'lookup'>;
