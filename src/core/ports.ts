import type { Kind } from './policy/kind.ts';

/** What core needs from its host; everything else comes in as values. */
export interface Ports {
  /** The compiled policy's entry under this key (see policy/key.ts), as JSON text, or undefined. */
  readonly lookup: (key: string) => string | undefined;
  /**
   * Whether the text may hold anything an inspector of this kind looks for. `false` vouches that none
   * does; `true` only says "look closer". In nginx one PCRE pass, elsewhere the same patterns as RegExp.
   */
  readonly suspects: (kind: Kind, text: string) => boolean;
  /** Whether a path has one reading only, the literal one (see text/path.ts); found out the same way. */
  readonly isLiteralPath: (path: string) => boolean;
}
