/** What the load process is asked: bounded in count and in time. */
export interface LoadOrder {
  readonly port: number;
  readonly requests: readonly Uint8Array[];
  readonly connections: number;
  readonly milliseconds: number;
  readonly maxRequests: number;
}

/** What it saw; times in milliseconds. */
export type LoadReport =
  | { readonly ok: true; readonly requests: number; readonly p50: number; readonly p99: number }
  | { readonly ok: false; readonly reason: string };
