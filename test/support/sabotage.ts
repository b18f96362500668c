import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { packageFolder } from './bundle.ts';

/** One export of a module under src/, and how it fails. */
export interface Sabotage {
  readonly module: string;
  readonly name: string;
  /** `after` does its work first. */
  readonly when: 'before' | 'after';
  readonly how: 'throw' | 'throw nothing' | 'reject' | 'never';
}

const failures: { readonly [K in Sabotage['how']]: string } = {
  throw: "throw new Error('sabotage');",
  'throw nothing': 'throw undefined;',
  reject: "return Promise.reject(new Error('sabotage'));",
  never: 'return new Promise(() => undefined);',
};

/** An esbuild plugin that puts a failing function in the place of one export; the sources stay as they are. */
export function sabotage({ module, name, when, how }: Sabotage): Plugin {
  const path = join(packageFolder, 'src', module);
  const isAsync = when === 'after' && how !== 'throw';
  const namespace = `sabotaged-${name}`;
  return {
    name: 'sabotage',
    setup: (build) => {
      build.onResolve({ filter: /\.ts$/ }, ({ path: imported, resolveDir, importer }) => {
        const target = join(resolveDir, imported);
        return target === path && !importer.endsWith('sabotaged') ? { path: `${path}.sabotaged`, namespace } : undefined;
      });
      build.onLoad({ filter: /./, namespace }, () => ({
        loader: 'ts',
        resolveDir: packageFolder,
        contents: [
          `import * as original from ${JSON.stringify(path)};`,
          `export * from ${JSON.stringify(path)};`,
          `export ${isAsync ? 'async ' : ''}function ${name}(...given: unknown[]) {`,
          when === 'after' ? `  ${isAsync ? 'await ' : ''}(original.${name} as (...given: unknown[]) => unknown)(...given);` : '',
          `  ${failures[how]}`,
          '}',
        ].join('\n'),
      }));
    },
  };
}
