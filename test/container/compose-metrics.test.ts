import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { expectDocker } from '../../scripts/docker/docker.ts';
import { packageFolder } from '../support/bundle.ts';
import { connectV2 } from '../support/clients.ts';
import { startCompose } from '../support/compose.ts';
import { findFreePort } from '../support/free-port.ts';
import { useRunning } from '../support/suite.ts';

const files = ['docker-compose.yml', 'docker-compose.metrics.yml'].map((name) => join(packageFolder, name));
const images = { exporter: `portcullis-test-exporter:${process.pid}`, prometheus: `portcullis-test-prometheus:${process.pid}` };
let prometheus: string;

// Runs after what is registered later has stopped; fails when containers are left.
afterAll(() => expectDocker('containers were left', ['image', 'rm', ...Object.values(images)]));
const demo = useRunning(async () => {
  for (const [target, image] of Object.entries(images)) {
    await expectDocker(`cannot build ${image}`, ['build', '-q', '--target', target, '-t', image, join(packageFolder, 'test/container/metrics')], 300_000);
  }
  const port = await findFreePort();
  prometheus = `http://127.0.0.1:${port}`;
  return startCompose({
    files: ['docker-compose.metrics.yml'],
    profiles: ['metrics'],
    environment: { NGINX_EXPORTER_IMAGE: images.exporter, PROMETHEUS_IMAGE: images.prometheus, PROMETHEUS_PORT: `${port}` },
    withoutHealth: ['exporter', 'prometheus'],
  });
});
/** The newest value of a metric that Prometheus has scraped, if any. */
async function query(metric: string): Promise<number | undefined> {
  const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(metric)}`);
  const { data } = (await answer.json()) as { readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] } };
  const [sample] = data.result;
  return sample === undefined ? undefined : Number(sample.value[1]);
}

describe('the metrics profile', () => {
  it('has Prometheus scrape what nginx counts', async () => {
    await expect.poll(() => query('nginx_up{job="portcullis"}'), { timeout: 60_000 }).toBe(1);
    const before = await query('nginx_http_requests_total') ?? 0;
    const client = await connectV2(demo().url, { role: 'viewer' });
    await Promise.all(Array.from({ length: 50 }, (_, index) => client.callTool('echo', { message: `${index}` })));
    await client.close();
    await expect.poll(() => query('nginx_http_requests_total'), { timeout: 60_000 }).toBeGreaterThanOrEqual(before + 50);
    expect(await query('nginx_connections_accepted')).toBeGreaterThan(0);
  });

  it('leaves the counters themselves on the loopback address of the gateway', async () => {
    const { stdout } = await demo().exec('gateway', 'cat', '/proc/net/tcp', '/proc/net/tcp6');
    const listening = [...stdout.matchAll(/^ *\d+: ([\dA-F]+):([\dA-F]{4}) \S+ 0A /gm)].map(([, address, port = '']) => [address, parseInt(port, 16)]);
    expect(listening.filter(([, port]) => port === 8081)).toEqual([['0100007F', 8081]]);
    expect(listening.map(([, port]) => port)).toContain(8080);
  });

  it.each(['exporter', 'prometheus'] as const)('gives %s no rights, a read-only root and limits', async (service) => {
    const { HostConfig: host } = await demo().inspect(service);
    expect(host).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges:true'] });
    expect([host.Memory, host.NanoCpus, host.PidsLimit].every((limit) => limit > 0)).toBe(true);
  });

  it('starts nothing more unless it is asked for', async () => {
    const options = files.flatMap((file) => ['-f', file]);
    const list = async (...more: readonly string[]): Promise<string[]> => (await expectDocker('no services', ['compose', ...options, ...more, 'config', '--services'])).trim().split('\n').sort();
    expect(await list()).toEqual(['gateway', 'server']);
    expect(await list('--profile', 'metrics')).toEqual(['exporter', 'gateway', 'prometheus', 'server']);
  });
});
