import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Pattern } from './pattern.ts';

/** What a folder's sources have: regex literals, and where they make regexes from strings. */
export interface Collected {
  readonly literals: readonly Pattern[];
  /** Files, relative to the folder, in which a function calls `new RegExp`. */
  readonly makers: readonly string[];
}

/** Collects every regex of the TypeScript sources in a folder. */
export function collectFrom(folder: string): Collected {
  const literals: Pattern[] = [];
  const makers = new Set<string>();
  for (const file of findSources(folder)) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.ES2023, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) literals.push(readLiteral(node, `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`));
      if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp' && isWithinFunction(node)) makers.add(file);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { literals, makers: [...makers] };
}

function isWithinFunction(node: ts.Node): boolean {
  return ts.findAncestor(node, ts.isFunctionLike) !== undefined;
}

function findSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')).toSorted();
}

function readLiteral({ text }: ts.RegularExpressionLiteral, place: string): Pattern {
  const end = text.lastIndexOf('/');
  return { place, source: text.slice(1, end), flags: text.slice(end + 1) };
}
