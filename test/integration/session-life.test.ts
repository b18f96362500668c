import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { runGateway, startGateway, type Gateway, type GatewayOptions } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, renderRequest, type Headers } from '../support/post.ts';
import { openSocket, readAnswer, type RawAnswer } from '../support/raw-http.ts';
import { startRecorder, type Recorder } from '../support/recorder.ts';
import { openSessionAs } from '../support/sessions.ts';
import { useRunning } from '../support/suite.ts';

const read = callTool('read_text_file', { path: '/srv/data/a.txt' });
const recorder = useRunning(startRecorder);
const zone = /(?<=js_shared_dict_zone zone=portcullis_sessions:)\S+ timeout=\S+/;
const resize = (conf: string, size: string): string => conf.replace(zone, size);

/** Runs a gateway for one test. */
async function withGateway(options: Partial<GatewayOptions>, use: (gateway: Gateway, recorder: Recorder) => Promise<void>): Promise<void> {
  recorder().reset();
  const gateway = await startGateway({ policy: recorderPolicy, upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }], ...options });
  try {
    await use(gateway, recorder());
  } finally {
    await gateway.stop();
  }
}

const open = (gateway: Gateway, id: string, role = 'reader'): Promise<Headers> => openSessionAs(role, recorder(), gateway.port, id);
const call = async (gateway: Gateway, headers: Headers): Promise<number> => (await post(gateway.port, read, { headers })).status;

const reload = (gateway: Gateway): Promise<void> => gateway.reload(/start worker process \d/);

describe('a session', () => {
  it('outlives a reload', () => withGateway({}, async (gateway) => {
    const headers = await open(gateway, 'kept');
    await reload(gateway);
    expect(await call(gateway, headers)).toBe(200);
    expect(await call(gateway, { ...headers, 'X-Agent-Role': 'support' })).toBe(404);
  }));

  it('is forgotten with a restart: its client starts anew', () => withGateway({}, async (gateway) => {
    const headers = await open(gateway, 'lost');
    await gateway.stop();
    const again = await runGateway(gateway.folder, gateway.port);
    try {
      expect(await call(again, headers)).toBe(404);
      expect(await call(again, await open(again, 'lost'))).toBe(200);
    } finally {
      await again.stop();
    }
  }));

  it('outlives a restart where the zone has a file', () => {
    const file = join(inject('runFolder'), `sessions-${randomUUID()}.json`);
    return withGateway({ editHttpConf: (conf) => conf.replace(zone, `$& state=${file}`) }, async (gateway) => {
      const headers = await open(gateway, 'filed');
      // nginx writes it within a second.
      await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 10_000 }).toContain('filed');
      await gateway.stop();
      const again = await runGateway(gateway.folder, gateway.port);
      try {
        expect(await call(again, headers)).toBe(200);
        expect(await call(again, { ...headers, 'X-Agent-Role': 'support' })).toBe(404);
      } finally {
        await again.stop();
      }
    });
  });

  it('is one for all workers', () => withGateway({ workers: 4 }, async (gateway) => {
    const headers = await open(gateway, 'shared');
    const theirs = { ...headers, 'X-Agent-Role': 'support' };
    // Connections that are open at once, so that no single worker has them all.
    const sockets = Array.from({ length: 32 }, () => openSocket(gateway.port));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    const answers = await Promise.all(sockets.map((socket, at) => {
      const answer = readAnswer(socket);
      socket.write(renderRequest(read, { headers: at % 2 === 0 ? headers : theirs }));
      return answer;
    }));
    expect(answers.map(({ status }: RawAnswer) => status)).toEqual(sockets.map((_, at) => (at % 2 === 0 ? 200 : 404)));
  }));

  it('that is oldest makes room where the zone is full, and is then nobody\'s', () => withGateway({ editHttpConf: (conf) => resize(conf, '32k timeout=24h') }, async (gateway) => {
    const first = await open(gateway, 'first');
    expect(await call(gateway, first)).toBe(200);
    let last = first;
    for (let at = 0; at < 400; at++) last = await open(gateway, `${at}-${randomUUID()}`);
    expect(await call(gateway, last)).toBe(200);
    expect(await call(gateway, first)).toBe(404);
    expect(gateway.errorLog()).not.toContain('gateway.fault');
  }));

  it('lives on while it is used, and no longer', () => withGateway({ editHttpConf: (conf) => resize(conf, '10m timeout=2s') }, async (gateway) => {
    const used = await open(gateway, 'used');
    const unused = await open(gateway, 'unused');
    // Longer than the time of the zone, in steps shorter than its half.
    for (let at = 0; at < 6; at++) {
      await delay(600);
      expect(await call(gateway, used)).toBe(200);
    }
    expect(await call(gateway, unused)).toBe(404);
  }));
});

it('without its zone in http.conf nothing with a session passes, and the log says why', () => withGateway({ editHttpConf: (conf) => conf.replace(/js_shared_dict_zone .*;/, '') }, async (gateway) => {
  expect(await call(gateway, { 'X-Agent-Role': 'reader', 'Mcp-Session-Id': 'any' })).toBe(500);
  expect(await call(gateway, { 'X-Agent-Role': 'reader' })).toBe(200);
  expect(gateway.errorLog()).toContain('portcullis_sessions is missing');
}));
