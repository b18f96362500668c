import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'digitalocean-token',
  attacks: [
    `«dop_v1_${token(64, 'hex')}»`,
    `token: «dop_v1_${token(64, 'hex')}»`,
    `export TOKEN=«dop_v1_${token(64, 'hex')}»\nnext`,
    `"«dop_v1_${token(64, 'hex')}»",`,
    `first «dop_v1_${token(64, 'hex')}», then «dop_v1_${token(64, 'hex')}».`,
    `<code>«dop_v1_${token(64, 'hex')}»</code>`,
    `(«dop_v1_${token(64, 'hex')}»)`,
    ['token', `«dop_v1_${token(64, 'hex')}»`],
    `line one\n«dop_v1_${token(64, 'hex')}»\nline three`,
    `https://example.com/?key=«dop_v1_${token(64, 'hex')}»&x=1`,
    `«doo_v1_${token(64, 'hex')}»`,
    `«dor_v1_${token(64, 'hex')}»`,
  ],
  benign: [
    'dop_v1_',
    'dop_v1_short',
    `xdop_v1_${token(64, 'hex')}`,
    `dop_v1_${token(65, 'hex')}`,
    `api_v1_${token(64, 'hex')}`,
    'loop_v1_of_the_program',
    'dop_v2_',
    'dop_v1_<token>',
  ],
} satisfies ResultCaseFile;
