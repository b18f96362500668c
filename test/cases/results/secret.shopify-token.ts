import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'shopify-token',
  attacks: [
    `«shpat_${token(32, 'hex')}»`,
    `token: «shpat_${token(32, 'hex')}»`,
    `export TOKEN=«shpat_${token(32, 'hex')}»\nnext`,
    `"«shpat_${token(32, 'hex')}»",`,
    `first «shpat_${token(32, 'hex')}», then «shpat_${token(32, 'hex')}».`,
    `<code>«shpat_${token(32, 'hex')}»</code>`,
    `(«shpat_${token(32, 'hex')}»)`,
    ['token', `«shpat_${token(32, 'hex')}»`],
    `line one\n«shpat_${token(32, 'hex')}»\nline three`,
    `https://example.com/?key=«shpat_${token(32, 'hex')}»&x=1`,
    `«shpss_${token(32, 'hex')}»`,
    `«shpca_${token(32, 'hex')}»`,
    `«shppa_${token(32, 'hex')}»`,
  ],
  benign: [
    'shpat_',
    'shpat_short',
    `xshpat_${token(32, 'hex')}`,
    `shpat_${token(33, 'hex')}`,
    `shpzz_${token(32, 'hex')}`,
    'shpat_<token>',
    `shp_${token(32, 'hex')}`,
    'ship_at_the_port_of_rotterdam_tomorrow',
  ],
} satisfies ResultCaseFile;
