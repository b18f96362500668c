import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'stripe-key',
  attacks: [
    `«sk_live_${token(24)}»`,
    `token: «sk_live_${token(24)}»`,
    `export TOKEN=«sk_live_${token(24)}»\nnext`,
    `"«sk_live_${token(24)}»",`,
    `first «sk_live_${token(24)}», then «sk_live_${token(24)}».`,
    `<code>«sk_live_${token(24)}»</code>`,
    `(«sk_live_${token(24)}»)`,
    ['token', `«sk_live_${token(24)}»`],
    `line one\n«sk_live_${token(24)}»\nline three`,
    `https://example.com/?key=«sk_live_${token(24)}»&x=1`,
    `«sk_test_${token(24)}»`,
    `«rk_live_${token(40)}»`,
    `endpoint secret «whsec_${token(32)}»`,
  ],
  benign: [
    'sk_live_',
    'sk_live_...',
    `pk_live_${token(24)}`,
    `xsk_live_${token(24)}`,
    'whsec_',
    'whsec_short',
    'risk_test_results_for_the_third_quarter',
    'task_live_updates_are_sent_every_minute',
    'sk_test_<key>',
  ],
} satisfies ResultCaseFile;
