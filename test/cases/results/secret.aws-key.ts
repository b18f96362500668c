import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'aws-key',
  attacks: [
    'published: «AKIAIOSFODNN7EXAMPLE»',
    `«ASIA${token(16, 'upper')}»`,
    `«ABIA${token(16, 'upper')}» and «ACCA${token(16, 'upper')}»`,
    `«AKIA${token(16, 'upper')}»`,
    `token: «AKIA${token(16, 'upper')}»`,
    `export TOKEN=«AKIA${token(16, 'upper')}»\nnext`,
    `"«AKIA${token(16, 'upper')}»",`,
    `first «AKIA${token(16, 'upper')}», then «AKIA${token(16, 'upper')}».`,
    `<code>«AKIA${token(16, 'upper')}»</code>`,
    `(«AKIA${token(16, 'upper')}»)`,
    ['token', `«AKIA${token(16, 'upper')}»`],
    `line one\n«AKIA${token(16, 'upper')}»\nline three`,
    `https://example.com/?key=«AKIA${token(16, 'upper')}»&x=1`,
  ],
  benign: [
    'AKIA',
    'AKIAIOSFODNN7',
    `AKIA${token(16, 'upper')}X`,
    `xAKIA${token(16, 'upper')}`,
    `akia${token(16, 'upper')}`,
    'AKIA-IOSF-ODNN-7EXA',
    'ASIAN COUNTRIES AND REGIONS',
    'arn:aws:iam::123456789012:role/Admin',
    `BAKIA${token(16)}`,
    'The prefix AKIA marks a key that lasts, ASIA one that does not.',
  ],
} satisfies ResultCaseFile;
