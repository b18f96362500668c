/** The first revision without `initialize`: from here on every request carries its version (versioning.mdx). */
export const modernVersion = '2026-07-28';

/** Revisions of the legacy era that may stand in MCP-Protocol-Version or be negotiated. */
export const legacyVersions: readonly string[] = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'];

/** The only revision that has JSON-RPC batches (2025-03-26, basic, "Batching"). */
export const batchVersion = '2025-03-26';

/** Legacy is up to 2025-11-25, with `initialize`; modern is 2026-07-28, stateless. */
export type Era = 'legacy' | 'modern';
