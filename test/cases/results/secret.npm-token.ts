import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'npm-token',
  attacks: [
    `«npm_${token(36)}»`,
    `token: «npm_${token(36)}»`,
    `export TOKEN=«npm_${token(36)}»\nnext`,
    `"«npm_${token(36)}»",`,
    `first «npm_${token(36)}», then «npm_${token(36)}».`,
    `<code>«npm_${token(36)}»</code>`,
    `(«npm_${token(36)}»)`,
    ['token', `«npm_${token(36)}»`],
    `line one\n«npm_${token(36)}»\nline three`,
    `https://example.com/?key=«npm_${token(36)}»&x=1`,
    `//registry.npmjs.org/:_authToken=«npm_${token(36)}»`,
  ],
  benign: [
    'npm_',
    'npm_config_registry',
    `npm_${token(20)}`,
    'npm_lifecycle_event',
    'npm_package_json_name_of_the_package_here',
    `xnpm_${token(36)}`,
    `npm_${token(37)}`,
    'npm_config_user_agent_for_continuous_use',
  ],
} satisfies ResultCaseFile;
