import type { Situation } from '../../src/core/policy/when.ts';

/** Of a request of which nothing is known. */
export const noSituation: Situation = { networks: '', now: NaN, offset: 0, certificate: '' };
