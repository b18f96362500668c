import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'slack-token',
  attacks: [
    `«xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}»`,
    `token: «xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}»`,
    `export TOKEN=«xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}»\nnext`,
    `"«xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}»",`,
    `first «xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}», then «xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}».`,
    `<code>«xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}»</code>`,
    `(«xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}»)`,
    ['token', `«xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}»`],
    `line one\n«xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}»\nline three`,
    `https://example.com/?key=«xoxb-${token(12, 'digits')}-${token(12, 'digits')}-${token(24)}»&x=1`,
    `https://hooks.slack.com/services/«T${token(8, 'upper')}/B${token(8, 'upper')}/${token(24)}»`,
    `«xoxp-${token(12, 'digits')}-${token(12, 'digits')}-${token(32, 'hex')}»`,
    `«xapp-1-A${token(10, 'upper')}-${token(13, 'digits')}-${token(64, 'hex')}»`,
  ],
  benign: [
    'xoxb-',
    'xoxb-short',
    'xoxo-hugs-and-kisses-to-everyone',
    'xoxb-your-bot-token-goes-here',
    'https://hooks.slack.com/services/',
    'hooks.slack.com',
    'xapp-1',
    'xox-1',
  ],
} satisfies ResultCaseFile;
