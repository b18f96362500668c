import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'gitlab-token',
  attacks: [
    `«glpat-${token(20)}»`,
    `token: «glpat-${token(20)}»`,
    `export TOKEN=«glpat-${token(20)}»\nnext`,
    `"«glpat-${token(20)}»",`,
    `first «glpat-${token(20)}», then «glpat-${token(20)}».`,
    `<code>«glpat-${token(20)}»</code>`,
    `(«glpat-${token(20)}»)`,
    ['token', `«glpat-${token(20)}»`],
    `line one\n«glpat-${token(20)}»\nline three`,
    `https://example.com/?key=«glpat-${token(20)}»&x=1`,
    `«gldt-${token(20)}»`,
    `«glrt-${token(20)}»`,
    `«glcbt-64_${token(20)}»`,
  ],
  benign: [
    'glpat-',
    'glpat-short',
    `xglpat-${token(20)}`,
    'glpat-<token>',
    'gluten-free-recipes-for-the-whole-family',
    'glft is no token',
    'glow-effect-on-hover-for-all-buttons',
    `gl-${token(20)}`,
  ],
} satisfies ResultCaseFile;
