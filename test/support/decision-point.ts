import { beforeEach } from 'vitest';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { startGateway } from './gateway.ts';
import { startRecorder, type Recorder, type Script } from './recorder.ts';
import { useGateway, useRunning } from './suite.ts';

/** A location for an external decision point, as docs/decisions.md has it. */
export function decisionLocation(target: string, name = '/portcullis_decision'): string {
  return `location = ${name} { include portcullis/decisions.conf; proxy_pass ${target}; }`;
}

/** Answers with this JSON. */
export function decide(answer: unknown): Script {
  return (_, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)); };
}

/** The question a decision point was asked. */
export function questionOf({ body }: { readonly body: Buffer }): Record<string, unknown> {
  return JSON.parse(body.toString()) as Record<string, unknown>;
}

/** A gateway in front of a recorder, which asks another one; both start each test empty, and the other allows. */
export function useDecidedGateway(policy: string, path = '/access/v1/evaluation', options: Partial<GatewayOptions> = {}): { readonly gateway: () => Gateway; readonly recorder: () => Recorder; readonly decider: () => Recorder } {
  const recorder = useRunning(startRecorder);
  const decider = useRunning(startRecorder);
  const gateway = useGateway(() => startGateway({
    policy,
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    extraHttp: `upstream decider { server ${decider().address} max_fails=0; keepalive 8; }`,
    extraServer: decisionLocation(`http://decider${path}`),
    ...options,
  }));
  beforeEach(() => {
    recorder().reset();
    decider().reset();
    decider().answer(decide({ decision: true }));
  });
  return { gateway, recorder, decider };
}
