import type { Kind } from '../policy/kind.ts';
import type { Rule } from '../rules.ts';
import { readingsOf, type Readings } from '../text/readings.ts';
import { readCommand, type CommandReading } from './command-reading.ts';
import { asPath, boundPath, isPathLike } from './path-reading.ts';
import { sqlCode } from './sql-code.ts';
import { scanForDangers } from './sql-scan.ts';
import { isUrl, readTarget, type Target } from './ssrf-reading.ts';

/** A text under inspection, and what several inspectors work out from it: each thing once, when it is first asked for. */
export class Subject {
  readonly text: string;
  readonly kind: Kind;
  #isOneWord: boolean | undefined;
  #isPath: boolean | undefined;
  #readings: Readings | undefined;
  #paths: readonly string[] | undefined;
  #isUrl: boolean | undefined;
  #target: Target | undefined;
  #statements: readonly string[] | undefined | 'unread' = 'unread';
  #sqlDangers: ReadonlySet<Rule> | undefined;
  #commands: readonly CommandReading[] | undefined;

  constructor(text: string, kind: Kind) {
    this.text = text;
    this.kind = kind;
  }

  /** Whether no blank stands between other characters. */
  get isOneWord(): boolean {
    return (this.#isOneWord ??= isOneWord(this.text.trim()));
  }

  /** Whether the whole text stands for a path, judging by its kind and, where that leaves it open, by its look. */
  get isPath(): boolean {
    return (this.#isPath ??= this.kind !== 'any' || isPathLike(this.text, () => this.isOneWord));
  }

  /** What the text, or of an overlong one its two ends, decodes to. */
  get readings(): Readings {
    return (this.#readings ??= readingsOf(boundPath(this.text)));
  }

  /** The paths the text may mean, most literal first. */
  get paths(): readonly string[] {
    return (this.#paths ??= this.readings.layers.map(asPath));
  }

  /** Whether the whole text is a URL, by its look. */
  get isUrl(): boolean {
    return (this.#isUrl ??= this.isOneWord && isUrl(this.text));
  }

  /** Where the text leads as a URL. */
  get target(): Target {
    return (this.#target ??= readTarget(this.text));
  }

  /** What the text runs as SQL; undefined where that cannot be read in time. */
  get statements(): readonly string[] | undefined {
    return this.#statements === 'unread' ? (this.#statements = sqlCode(this.text)) : this.#statements;
  }

  /** The rules that what it runs as SQL breaks; undefined as for the statements. */
  get sqlDangers(): ReadonlySet<Rule> | undefined {
    return (this.#sqlDangers ??= this.statements && new Set(this.statements.flatMap((code) => [...scanForDangers(code)])));
  }

  /** What the text, or the beginning of an overlong one, may run as a command. */
  get commands(): readonly CommandReading[] {
    return (this.#commands ??= readCommand(this.text));
  }
}

/** Space comes first and alone: a native search, and what is found nearly always. */
function isOneWord(trimmed: string): boolean {
  return !trimmed.includes(' ') && !/\s/.test(trimmed);
}
