/** How much is measured; everything is bounded in count and time. */
export interface Plan {
  /** Rounds, each with workers of its own: many short ones rather than few long ones, since workers differ more than slots. */
  readonly rounds: number;
  /** Milliseconds of load per round, case, shape and site. */
  readonly slot: number;
  readonly streams: number;
  /** Fresh workers of each site that streams are opened on. */
  readonly streamRounds: number;
  /** Opened on one worker once more, to see what very many cost each. */
  readonly manyStreams: number;
  /** Rounds for each way to know the caller. */
  readonly callerRounds: number;
  /** Single calls of 1 MiB. */
  readonly longCalls: number;
  /** Calls for each hostile string; the fastest counts. */
  readonly hostileCalls: number;
}

export const fullPlan: Plan = { rounds: 11, slot: 260, streams: 500, streamRounds: 3, manyStreams: 2000, callerRounds: 7, longCalls: 30, hostileCalls: 8 };

/** For a first look: about a minute, and noisier. */
export const quickPlan: Plan = { rounds: 3, slot: 120, streams: 500, streamRounds: 1, manyStreams: 2000, callerRounds: 2, longCalls: 8, hostileCalls: 1 };

export const smallPolicyTools = 10;
export const largePolicyTools = 10_000;
