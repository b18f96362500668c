import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'gcp-key',
  attacks: [
    `«AIza${token(35)}»`,
    `token: «AIza${token(35)}»`,
    `export TOKEN=«AIza${token(35)}»\nnext`,
    `"«AIza${token(35)}»",`,
    `first «AIza${token(35)}», then «AIza${token(35)}».`,
    `<code>«AIza${token(35)}»</code>`,
    `(«AIza${token(35)}»)`,
    ['token', `«AIza${token(35)}»`],
    `line one\n«AIza${token(35)}»\nline three`,
    `https://example.com/?key=«AIza${token(35)}»&x=1`,
    `«ya29.${token(60)}»`,
    `client_secret: «GOCSPX-${token(28)}»`,
    `access_token=«ya29.a0Af_${token(120)}»`,
  ],
  benign: [
    'AIza',
    `AIza${token(20)}`,
    `AIza${token(40)}`,
    `xAIza${token(35)}`,
    'ya29.short',
    'GOCSPX-short',
    'GOCSPX',
    'AIzawa Yutaka',
    'ya29 is a prefix',
    token(35),
  ],
} satisfies ResultCaseFile;
