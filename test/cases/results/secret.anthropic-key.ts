import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'anthropic-key',
  attacks: [
    `«sk-ant-api03-${token(93)}»`,
    `token: «sk-ant-api03-${token(93)}»`,
    `export TOKEN=«sk-ant-api03-${token(93)}»\nnext`,
    `"«sk-ant-api03-${token(93)}»",`,
    `first «sk-ant-api03-${token(93)}», then «sk-ant-api03-${token(93)}».`,
    `<code>«sk-ant-api03-${token(93)}»</code>`,
    `(«sk-ant-api03-${token(93)}»)`,
    ['token', `«sk-ant-api03-${token(93)}»`],
    `line one\n«sk-ant-api03-${token(93)}»\nline three`,
    `https://example.com/?key=«sk-ant-api03-${token(93)}»&x=1`,
    `«sk-ant-admin01-${token(90)}»`,
    `«sk-ant-oat01-${token(90)}»`,
  ],
  benign: [
    'sk-ant-',
    'sk-ant-api03-...',
    'sk-ant-api03-short',
    `xsk-ant-api03-${token(93)}`,
    'sk-ant-colony-optimization-for-travelling-salesmen',
    'sk-antelope',
    `sk-ant-${token(5)}`,
    'disk-ant-api03-is-not-a-key-but-a-long-name',
  ],
} satisfies ResultCaseFile;
