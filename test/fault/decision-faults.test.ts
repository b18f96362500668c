import { describe, expect, it } from 'vitest';
import { buildBundle } from '../support/bundle.ts';
import { decide, decisionLocation } from '../support/decision-point.ts';
import { startGateway, type Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { sabotage, type Sabotage } from '../support/sabotage.ts';
import { useRunning } from '../support/suite.ts';

const recorder = useRunning(startRecorder);
const decider = useRunning(startRecorder);
const policy = recorderPolicy.replace('roles:\n', 'decisions: { type: authzen, cache: 1m }\nroles:\n');
/** Longer than the buffer below holds. */
const body = callTool('write_file', { path: '/srv/data/out/a', content: 'all work & no play '.repeat(3000) });

function start(where: 'memory' | 'file', bundle?: string): Promise<Gateway> {
  return startGateway({
    policy,
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    extraServer: decisionLocation(`http://${decider().address}/`),
    ...(bundle !== undefined && { bundle }),
    ...(where === 'file' && { editLocationConf: (conf) => conf.replace(/client_body_buffer_size .*;/, 'client_body_buffer_size 1k;') }),
  });
}

async function send(gateway: Gateway): Promise<number> {
  recorder().reset();
  decider().answer(decide({ decision: true }));
  return (await post(gateway.port, body, { headers: { 'X-Agent-Role': 'operator' } })).status;
}

const faults: readonly (readonly [string, Sabotage, number])[] = [
  ['asking throws', { module: 'host/external.ts', name: 'askOutside', when: 'before', how: 'throw' }, 500],
  ['asking is rejected', { module: 'host/external.ts', name: 'askOutside', when: 'before', how: 'reject' }, 500],
  ['asking is rejected once it was allowed', { module: 'host/external.ts', name: 'askOutside', when: 'after', how: 'reject' }, 500],
  ['asking never ends', { module: 'host/external.ts', name: 'askOutside', when: 'after', how: 'never' }, 502],
  ['writing the question throws', { module: 'core/external.ts', name: 'writeQuestion', when: 'before', how: 'throw' }, 500],
  ['reading the answer throws', { module: 'core/external.ts', name: 'readAnswer', when: 'before', how: 'throw' }, 500],
  ['waiting throws', { module: 'host/within.ts', name: 'within', when: 'before', how: 'throw' }, 500],
];

describe.each(['memory', 'file'] as const)('with the body in a %s', (where) => {
  it('a sound gateway forwards it as it is', async () => {
    const gateway = await start(where);
    expect(await send(gateway)).toBe(200);
    expect(recorder().requests.map((recorded) => recorded.body.toString() === body)).toEqual([true]);
    await gateway.stop();
  });

  it.each(faults)('nothing reaches the upstream when %s', async (_, fault, status) => {
    const gateway = await start(where, await buildBundle([sabotage(fault)]));
    expect(await send(gateway)).toBe(status);
    expect(recorder().requests).toEqual([]);
    expect(gateway.errorLog()).not.toMatch(/exited on signal/);
    await gateway.stop();
  });
});
