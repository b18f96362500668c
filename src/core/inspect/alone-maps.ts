import type { Suspicion } from '../ports.ts';

/**
 * The maps of one thing alone, `$portcullis_<name>`, for kinds of long texts: what kind `any` looks for holds all that `text` does.
 * Few and short, since nginx warns where its table of variables has no room for more.
 */
export const aloneMaps: { readonly [what in Suspicion]?: string } = { form: 'f', marks: 'm', phrases: 'p' };
