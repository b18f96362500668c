import { card } from './card-number.ts';
import { cloudKeys, serviceTokens } from './issued-tokens.ts';
import { jwt } from './jwt.ts';
import { namedSecrets } from './named-secrets.ts';
import { personalRules } from './personal.ts';
import { privateKey } from './private-key.ts';
import type { SecretRule } from './rule.ts';

/** Every rule; where two find the same, the first names it. */
export const secretRules: readonly SecretRule[] = [privateKey, ...cloudKeys, ...serviceTokens, jwt, ...namedSecrets, card, ...personalRules];
