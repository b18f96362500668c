import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renew } from '../support/certbot.ts';
import { makeAuthority, type Certificate } from '../support/certificates.ts';
import { connectV1, connectV2 } from '../support/clients.ts';
import { fetchWith } from '../support/fetch-with.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { makeKeys } from '../support/keys.ts';
import { callTool } from '../support/messages.ts';
import { startRecorder } from '../support/recorder.ts';
import { startRecords } from '../support/records-server.ts';
import { certificateFolder, decisionLog, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const { keys, file } = makeKeys({ acme: ['acme', 'customer', 90], globex: ['globex', 'customer', 90], job: ['export-job', 'staff', 90] });
const office = '127.0.0.9';
const elsewhere = '127.0.0.10';
const networks = ['10.20.0.0/16', office] as const;
let authority: Certificate;

/** So many hours from now, as the local time of day. */
function clock(hours: number): string {
  const time = new Date(Date.now() + hours * 3_600_000);
  return [time.getHours(), time.getMinutes()].map((number) => String(number).padStart(2, '0')).join(':');
}

/** The example with other working hours: a test cannot choose when it runs. */
async function startTenants(upstream: string, from: number, to: number): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('tenants', {
    port,
    keys: file,
    policy: [networks, ['{ days: [mon-fri], from: "08:00", to: "18:00", zone: local }', `{ from: "${clock(from)}", to: "${clock(to)}", zone: local }`]],
    conf: [decisionLog, certificateFolder, ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`], ['127.0.0.1:3000', upstream], ['worker_processes auto;', 'worker_processes 1;']],
    furnish: async (folder) => {
      authority = await makeAuthority(folder, 'authority');
      await renew(folder, authority, 1);
    },
  });
}

const bearer = (key: string): Record<string, string> => ({ Authorization: `Bearer ${key}` });

describe('a customer', () => {
  const records = useRunning(startRecords);
  const gateway = useGateway(() => startTenants(records().address, -2, 2));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('reads its own records and no others, with a %s client', async (_, connect) => {
    const url = `https://127.0.0.1:${gateway().port}/mcp`;
    const request = fetchWith({ ca: await readFile(authority.cert), localAddress: office });
    const customer = await connect(url, { fetch: request, headers: bearer(keys.acme) });
    expect(await customer.callTool('read_record', { tenant_id: 'acme', id: '7' })).toMatchObject({ content: [{ text: 'record 7 of acme' }] });
    await expect(customer.callTool('read_record', { tenant_id: 'globex', id: '7' })).rejects.toMatchObject({ code: -31403 });
    await expect(customer.callTool('export_records', { tenant_id: 'acme' })).rejects.toMatchObject({ code: -31403 });
    await customer.close();
    const job = await connect(url, { fetch: request, headers: bearer(keys.job) });
    expect(await job.callTool('export_records', { tenant_id: 'globex' })).toMatchObject({ content: [{ text: 'all of globex' }] });
    await job.close();
  });
});

interface Sent {
  readonly key: string;
  readonly from: string;
  readonly body: string;
}

async function decide(gateway: Gateway, { key, from, body }: Sent): Promise<string> {
  const request = fetchWith({ ca: await readFile(authority.cert), localAddress: from });
  const answer = await request(`https://127.0.0.1:${gateway.port}/mcp`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...bearer(key) }, body });
  const { decision, rule } = await gateway.decision(answer.headers.get('x-request-id') ?? '');
  return `${decision} ${rule}`;
}

describe('what reaches the server', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startTenants(recorder().address, -2, 2));

  it.each([
    ['another\'s', { tenant_id: 'globex', id: '7' }], ['other spelling', { tenant_id: 'ACME', id: '7' }], ['a list', { tenant_id: ['acme', 'globex'], id: '7' }], ['none', { id: '7' }],
  ])('is nothing with a tenant that is not the customer\'s own: %s', async (_, args) => {
    expect(await decide(gateway(), { key: keys.acme, from: elsewhere, body: callTool('read_record', args) })).toBe('deny context.claim');
    expect(recorder().requests).toEqual([]);
  });

  it('is an export from the office, and none from elsewhere', async () => {
    const body = callTool('export_records', { tenant_id: 'acme' });
    expect(await decide(gateway(), { key: keys.job, from: elsewhere, body })).toBe('deny context.network');
    expect(recorder().requests).toEqual([]);
    expect(await decide(gateway(), { key: keys.job, from: office, body })).toBe('allow ');
  });
});

describe('out of hours', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startTenants(recorder().address, 2, 4));

  it('nothing is exported, and customers read on', async () => {
    expect(await decide(gateway(), { key: keys.job, from: office, body: callTool('export_records', { tenant_id: 'acme' }) })).toBe('deny context.time');
    expect(recorder().requests).toEqual([]);
    expect(await decide(gateway(), { key: keys.acme, from: elsewhere, body: callTool('read_record', { tenant_id: 'acme', id: '7' }) })).toBe('allow ');
  });
});
