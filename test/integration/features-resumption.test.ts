import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFixture } from '../../conformance/fixture/start.ts';
import { packageFolder } from '../support/bundle.ts';
import { cutOnce } from '../support/cutting-fetch.ts';
import { connectFeaturesV1, connectFeaturesV2, type FeatureOptions } from '../support/feature-clients.ts';
import { startGateway } from '../support/gateway.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const policy = readFileSync(join(packageFolder, 'conformance/policy.yaml'), 'utf8');
const upstream = useRunning(startFixture);
const gateway = useGateway(() => startGateway({ policy, upstreams: [{ server: 'fixture', name: 'fixture', address: upstream().address, locations: ['= /mcp'] }] }));

const clients = [
  ['v1', connectFeaturesV1],
  ['v2', (url: string, options: FeatureOptions) => connectFeaturesV2(url, 'legacy', options)],
] as const;

describe.each(clients)('a %s client whose stream breaks off', (_, connect) => {
  it('resumes it, and has lost nothing', async () => {
    const { fetch, wasCut } = cutOnce('tools/call');
    const client = await connect(`${gateway().url}/mcp`, { fetch });
    await client.setLogLevel('info');
    expect(JSON.stringify(await client.call('test_tool_with_logging'))).toContain('logged three messages');
    expect(client.heard.map(([, data]) => data)).toEqual(['Tool execution started', 'Tool processing data', 'Tool execution completed']);
    expect(wasCut()).toBe(true);
    await client.close();
  });

  it('gets a list on the resumed stream as its role may see it', async () => {
    const whole = await connect(`${gateway().url}/mcp`, { role: 'reader' });
    const expected = await whole.listTools();
    await whole.close();
    const direct = await connect(`http://${upstream().address}/mcp`, {});
    expect(expected.tools.length).toBeLessThan((await direct.listTools()).tools.length);
    await direct.close();
    const { fetch, wasCut } = cutOnce('tools/list');
    const client = await connect(`${gateway().url}/mcp`, { role: 'reader', fetch });
    expect((await client.listTools()).tools).toEqual(expected.tools);
    expect(wasCut()).toBe(true);
    await client.close();
  });
});
