import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { ContainerGateway } from './container-gateway.ts';
import { startGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import { startRecorder, type Recorder } from './recorder.ts';

/** Starts something before the tests of this file or `describe` and stops it after them. */
export function useRunning<T extends { readonly stop: () => Promise<void> }>(start: () => Promise<T>): () => T {
  let running: T | undefined;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(async () => {
    await running?.stop();
  });
  return () => {
    if (running === undefined) throw new Error('not started');
    return running;
  };
}

/** The same for a gateway; a failed test carries what nginx said during it. */
export function useGateway<T extends Gateway>(start: () => Promise<T>): () => T {
  return useLogged(start);
}

/** The same for a gateway in a container. */
export function useContainer(start: () => Promise<ContainerGateway>): () => ContainerGateway {
  return useLogged(start);
}

function useLogged<T extends { readonly errorLog: () => string; readonly stop: () => Promise<void> }>(start: () => Promise<T>): () => T {
  const gateway = useRunning(start);
  let said = 0;
  beforeEach(() => {
    said = gateway().errorLog().length;
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') console.error(`nginx said:\n${gateway().errorLog().slice(said).slice(-20_000)}`);
  });
  return gateway;
}

/** A gateway in front of a recorder, which starts each test empty; it stands for the policy's server `files`. */
export function useRecordedGateway(policy: string, options: Partial<GatewayOptions> = {}): { readonly gateway: () => Gateway; readonly recorder: () => Recorder } {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() =>
    startGateway({ policy, upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }], ...options }),
  );
  beforeEach(() => { recorder().reset(); });
  return { gateway, recorder };
}
