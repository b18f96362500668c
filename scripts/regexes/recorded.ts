import type { Pattern } from './pattern.ts';

/** What was loaded, and every regex that its modules made of strings meanwhile. */
export interface Recorded<Module> {
  readonly module: Module;
  readonly patterns: readonly Pattern[];
}

/** Loads modules, and records the regexes they make from strings; what was loaded before is not recorded. */
export async function record<Module>(load: () => Promise<Module>): Promise<Recorded<Module>> {
  const patterns: Pattern[] = [];
  const own = globalThis.RegExp;
  globalThis.RegExp = new Proxy(own, {
    construct: (target, [source, flags = '']: [string, string?]) => {
      patterns.push({ place: 'made while core is loaded', source, flags });
      return new target(source, flags);
    },
  });
  try {
    return { module: await load(), patterns };
  } finally {
    globalThis.RegExp = own;
  }
}
