import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'github-token',
  attacks: [
    `«ghp_${token(36)}»`,
    `token: «ghp_${token(36)}»`,
    `export TOKEN=«ghp_${token(36)}»\nnext`,
    `"«ghp_${token(36)}»",`,
    `first «ghp_${token(36)}», then «ghp_${token(36)}».`,
    `<code>«ghp_${token(36)}»</code>`,
    `(«ghp_${token(36)}»)`,
    ['token', `«ghp_${token(36)}»`],
    `line one\n«ghp_${token(36)}»\nline three`,
    `https://example.com/?key=«ghp_${token(36)}»&x=1`,
    `«github_pat_${token(22)}_${token(59)}»`,
    `«ghs_${token(36)}»`,
    `«gho_${token(36)}»`,
  ],
  benign: [
    'ghp_',
    `ghp_${token(20)}`,
    'ghp_xxxx',
    `xghp_${token(36)}`,
    'github_pat_ is a prefix',
    'ghs_ tokens are short-lived',
    `ghx_${token(36)}`,
    'gho_placeholder_for_your_token_here_please',
    `github_pat_${token(10)}`,
    'graph_node_identifier_for_the_renderer_of_lines',
  ],
} satisfies ResultCaseFile;
