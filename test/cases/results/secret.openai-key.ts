import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'openai-key',
  attacks: [
    `«sk-${token(48)}»`,
    `token: «sk-${token(48)}»`,
    `export TOKEN=«sk-${token(48)}»\nnext`,
    `"«sk-${token(48)}»",`,
    `first «sk-${token(48)}», then «sk-${token(48)}».`,
    `<code>«sk-${token(48)}»</code>`,
    `(«sk-${token(48)}»)`,
    ['token', `«sk-${token(48)}»`],
    `line one\n«sk-${token(48)}»\nline three`,
    `https://example.com/?key=«sk-${token(48)}»&x=1`,
    `«sk-proj-${token(80)}»`,
    `«sk-svcacct-${token(64)}»`,
    `«sk-${token(20)}T3BlbkFJ${token(20)}»`,
  ],
  benign: [
    'sk-',
    'sk-learn',
    'sk-folding-cube-container-for-all-spinners',
    'task-management-and-scheduling-of-all-jobs-here',
    'risk-free-investment-opportunities-for-everyone',
    'sk-...',
    'sk-proj-...',
    `xsk-${token(48)}`,
    'sk-proj-your-key-here',
    'sk-abcdefghijklmnopqrstuvwxyzabcdefghijkl',
  ],
} satisfies ResultCaseFile;
