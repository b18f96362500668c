import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/**
 * An esbuild plugin that writes each `String.raw` of our sources as the template it stands for. QuickJS keeps two arrays of
 * each tagged template in every context, which is 0.7 KB in each open stream.
 */
export const plainStrings = {
  name: 'plain-strings',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({ contents: writePlain(await readFile(path, 'utf8')), loader: 'ts' }));
  },
};

/** The same TypeScript without `String.raw`. */
export function writePlain(source) {
  if (!source.includes('String.raw`')) return source;
  const tree = ts.createSourceFile('source.ts', source, ts.ScriptTarget.ESNext);
  const edits = [];
  visit(tree);
  // From the end on, so that the places before stay where they are.
  return edits.toSorted((a, b) => b.from - a.from).reduce((text, { from, to, plain }) => text.slice(0, from) + plain + text.slice(to), source);

  function visit(node) {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText(tree) === 'String.raw') {
      edits.push({ from: node.tag.getStart(tree), to: node.template.getStart(tree), plain: '' });
      const { template } = node;
      const parts = ts.isNoSubstitutionTemplateLiteral(template) ? [template] : [template.head, ...template.templateSpans.map(({ literal }) => literal)];
      for (const part of parts) {
        const [from, to] = [part.getStart(tree), part.getEnd()];
        const [, begin, body, end] = /^([`}])([^]*?)(`|\$\{)$/.exec(source.slice(from, to));
        edits.push({ from, to, plain: begin + body.replace(/[\\`]|\$(?=\{)/g, '\\$&') + end });
      }
    }
    ts.forEachChild(node, visit);
  }
}
