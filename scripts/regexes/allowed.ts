import type { Pattern } from './pattern.ts';

/** A pattern that is not linear, and why that does no harm. */
interface Allowed {
  readonly file: string;
  readonly source: string;
  /** What it is given at most. */
  readonly bound: string;
}

/** Every pattern that may take more than linear time. */
const allowed: readonly Allowed[] = [
  {
    file: 'core/inspect/triggers.ts',
    source: String.raw`^(?:\((?:\?:)?(?!\?))*(?:\\?[^\\\w\s()[]|\\[[({]|\[(?:\\?[^\\\w\]]|\\[xnrt\\/])+\])`,
    bound: 'our own triggers, when the maps for nginx are made',
  },
  {
    file: 'core/jsonrpc/plain-keys.ts',
    source: String.raw`"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]`,
    bound: 'JSON text that has been parsed: no quote in it stays open, and only open ones cost time again and again',
  },
  {
    file: 'core/mcp/sse-endpoint.ts',
    source: String.raw`\?\w+=(.+)$`,
    bound: 'an address that rewriteEndpoint gave, whose query has at most 150 characters and one `?`',
  },
];

/** Why a pattern may take more than linear time; undefined when it may not. */
export function boundOf({ place, source }: Pattern): string | undefined {
  return allowed.find((one) => place.startsWith(`${one.file}:`) && source === one.source)?.bound;
}
