import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'huggingface-token',
  attacks: [
    `«hf_${token(34, 'letters')}»`,
    `token: «hf_${token(34, 'letters')}»`,
    `export TOKEN=«hf_${token(34, 'letters')}»\nnext`,
    `"«hf_${token(34, 'letters')}»",`,
    `first «hf_${token(34, 'letters')}», then «hf_${token(34, 'letters')}».`,
    `<code>«hf_${token(34, 'letters')}»</code>`,
    `(«hf_${token(34, 'letters')}»)`,
    ['token', `«hf_${token(34, 'letters')}»`],
    `line one\n«hf_${token(34, 'letters')}»\nline three`,
    `https://example.com/?key=«hf_${token(34, 'letters')}»&x=1`,
    `«api_org_${token(34, 'letters')}»`,
  ],
  benign: [
    'hf_',
    'hf_hub_download',
    'hf_transformers_cache_directory_for_models',
    `hf_${token(20, 'letters')}`,
    `xhf_${token(34, 'letters')}`,
    'hf_model_id',
    `half_${token(34, 'letters')}`,
    'hf_xxxx',
  ],
} satisfies ResultCaseFile;
