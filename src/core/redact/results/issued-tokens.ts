import { spansOf, type SecretRule } from './rule.ts';

/* Secrets that their issuers made recognizable by a prefix, and mostly a length. */

/** Keys of cloud providers and registries. */
export const cloudKeys: readonly SecretRule[] = [
  {
    rule: 'aws-key',
    shortest: 20,
    hints: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g),
  },
  {
    rule: 'gcp-key',
    shortest: 25,
    hints: ['AIza', 'ya29.', 'GOCSPX-'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])(?:AIza[\w-]{35}(?![\w-])|ya29\.[\w-]{20,}(?:\.[\w-]+)*|GOCSPX-[\w-]{28}(?![\w-]))/g),
  },
  {
    rule: 'digitalocean-token',
    shortest: 70,
    hints: ['_v1_'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])do[opr]_v1_[0-9a-f]{64}(?![A-Za-z0-9])/g),
  },
  {
    rule: 'npm-token',
    shortest: 40,
    hints: ['npm_'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g),
  },
  {
    rule: 'pypi-token',
    shortest: 58,
    hints: ['pypi-AgE'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])pypi-AgE[\w-]{50,}/g),
  },
];

/** Tokens of code hosts and other services. */
export const serviceTokens: readonly SecretRule[] = [
  {
    rule: 'github-token',
    shortest: 40,
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{40,})(?![A-Za-z0-9])/g),
  },
  {
    rule: 'gitlab-token',
    shortest: 25,
    hints: ['gl'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct|oas)-[\w-]{20,}(?:\.[\w-]{2,20})*/g),
  },
  {
    rule: 'slack-token',
    shortest: 20,
    weight: 2,
    hints: ['xox', 'xapp-', 'hooks.slack.com'],
    find: (text) =>
      spansOf(
        text,
        /(?<keep>(?<![\w.-])hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9]+\/[A-Za-z0-9]+\/[A-Za-z0-9/]{20,}|(?<![A-Za-z0-9])(?:xox[abceoprs]-[A-Za-z0-9-]{16,}|xapp-\d-[A-Z0-9]{5,}-\d+-[0-9a-f]{16,})/g,
        hasDigit,
      ),
  },
  {
    rule: 'stripe-key',
    shortest: 24,
    hints: ['k_live_', 'k_test_', 'whsec_'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/]{24,}={0,2})/g),
  },
  {
    rule: 'openai-key',
    shortest: 32,
    hints: ['sk-'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])sk-(?:(?:proj|svcacct|admin|None)-[\w-]{24,}|[A-Za-z0-9]{32,}(?![\w-]))/g, hasDigit),
  },
  {
    rule: 'anthropic-key',
    shortest: 34,
    hints: ['sk-ant-'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])sk-ant-[a-z]{2,10}\d\d-[\w-]{24,}/g),
  },
  {
    rule: 'huggingface-token',
    shortest: 37,
    hints: ['hf_', 'api_org_'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])(?:hf|api_org)_[A-Za-z]{34,}(?![A-Za-z0-9])/g),
  },
  {
    rule: 'sendgrid-key',
    shortest: 69,
    hints: ['SG.'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g),
  },
  {
    rule: 'shopify-token',
    shortest: 38,
    hints: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}(?![A-Za-z0-9])/g),
  },
];

function hasDigit(secret: string): boolean {
  return /\d/.test(secret);
}
