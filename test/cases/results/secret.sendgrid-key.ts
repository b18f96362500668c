import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'sendgrid-key',
  attacks: [
    `«SG.${token(22)}.${token(43)}»`,
    `token: «SG.${token(22)}.${token(43)}»`,
    `export TOKEN=«SG.${token(22)}.${token(43)}»\nnext`,
    `"«SG.${token(22)}.${token(43)}»",`,
    `first «SG.${token(22)}.${token(43)}», then «SG.${token(22)}.${token(43)}».`,
    `<code>«SG.${token(22)}.${token(43)}»</code>`,
    `(«SG.${token(22)}.${token(43)}»)`,
    ['token', `«SG.${token(22)}.${token(43)}»`],
    `line one\n«SG.${token(22)}.${token(43)}»\nline three`,
    `https://example.com/?key=«SG.${token(22)}.${token(43)}»&x=1`,
  ],
  benign: [
    'SG.',
    'SG.short.short',
    `SG.${token(22)}`,
    `xSG.${token(22)}.${token(43)}`,
    'SG. is short for Singapore',
    `SG.${token(22)}.${token(50)}`,
    'MSG.header.body',
    'SG.x.y.z',
  ],
} satisfies ResultCaseFile;
