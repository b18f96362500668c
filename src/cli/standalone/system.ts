/** What the standalone command needs of the program that runs it. What fails throws an Error with the reason. */
export interface System {
  readonly args: readonly string[];
  readonly readText: (path: string) => string;
  /** Whether there is anything of this name, be it a link to nowhere. */
  readonly exists: (path: string) => boolean;
  /** Replaces a file in one step: nginx may read it at any time. */
  readonly writeText: (path: string, text: string) => void;
  readonly print: (text: string) => void;
  readonly note: (text: string) => void;
  readonly exit: (code: number) => void;
}

/** Opens the program this runs in: Node, or the `qjs` of QuickJS, which is 2 MB and in most distributions. */
export async function openSystem(): Promise<System> {
  return typeof process === 'undefined' ? (await import('./system-qjs.ts')).openQjs() : (await import('./system-node.ts')).openNode();
}
