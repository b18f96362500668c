import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'pypi-token',
  attacks: [
    `«pypi-AgEIcHlwaS5vcmc${token(80)}»`,
    `token: «pypi-AgEIcHlwaS5vcmc${token(80)}»`,
    `export TOKEN=«pypi-AgEIcHlwaS5vcmc${token(80)}»\nnext`,
    `"«pypi-AgEIcHlwaS5vcmc${token(80)}»",`,
    `first «pypi-AgEIcHlwaS5vcmc${token(80)}», then «pypi-AgEIcHlwaS5vcmc${token(80)}».`,
    `<code>«pypi-AgEIcHlwaS5vcmc${token(80)}»</code>`,
    `(«pypi-AgEIcHlwaS5vcmc${token(80)}»)`,
    ['token', `«pypi-AgEIcHlwaS5vcmc${token(80)}»`],
    `line one\n«pypi-AgEIcHlwaS5vcmc${token(80)}»\nline three`,
    `https://example.com/?key=«pypi-AgEIcHlwaS5vcmc${token(80)}»&x=1`,
  ],
  benign: [
    'pypi-',
    'pypi-AgE',
    'pypi-server',
    'pypi-AgEIcHlwaS5vcmc',
    `xpypi-AgE${token(60)}`,
    'pypi-mirror-for-the-company-and-everyone-else',
    `pypi-${token(60)}`,
    `pypi-AgE${token(20)}`,
  ],
} satisfies ResultCaseFile;
