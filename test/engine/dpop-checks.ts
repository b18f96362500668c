import { algorithms, isAlgorithm } from '../../src/core/identity/jwt/algorithms.ts';
import { judgeProof, type DpopPorts } from '../../src/host/dpop/judge-proof.ts';
import type { DpopCase } from '../support/dpop-cases.ts';

/** What the proofs are for, and when it is. */
export interface DpopSetting {
  readonly token: string;
  readonly target: string;
  readonly time: number;
}

/** What is wrong with what was made of the cases; empty when nothing is. Only a proof that holds is spent. */
export async function checkProofs(cases: readonly DpopCase[], { token, target, time }: DpopSetting): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, header, jkt, expected } of cases) {
    const spent: string[] = [];
    const ports: DpopPorts = { spend: (proof) => { spent.push(proof); return undefined; }, sign: () => '' };
    const settings = { algorithms: Object.keys(algorithms).filter(isAlgorithm), window: 60 };
    const found = (await judgeProof({ header, token, jkt, method: 'POST', targets: ['https://mcp.example/sse', target] }, settings, time, ports)) ?? 'holds';
    if (found !== expected) problems.push(`${name}: ${found}, not ${expected}`);
    if (spent.length !== (expected === 'holds' ? 1 : 0)) problems.push(`${name}: spent ${spent.length}`);
  }
  return problems;
}

/** Runs all of it in whatever engine this is bundled for; says what failed, and throws. */
export async function runProofs(cases: readonly DpopCase[], setting: DpopSetting): Promise<void> {
  const problems = await checkProofs(cases, setting);
  console.log(problems.length === 0 ? `${cases.length} proofs judged` : problems.join('\n'));
  if (problems.length > 0) throw new Error('proofs failed');
}
