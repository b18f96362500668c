import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFixture } from '../../conformance/fixture/start.ts';
import { packageFolder } from '../support/bundle.ts';
import { connectFeaturesV1, connectFeaturesV2, type FeatureClient } from '../support/feature-clients.ts';
import { startGateway } from '../support/gateway.ts';
import { useGateway, useRunning } from '../support/suite.ts';

/*
 * Every feature of the protocol once through the gateway, by the official clients, and the same directly.
 *
 *                          v1 legacy   v2 legacy   v2 modern   where
 * sampling                 x           x           x           here (modern: in rounds), answers-asking
 * elicitation, a form      x           x           x           here (modern: in rounds), answers-asking
 * elicitation, a URL       x           x           x           features-asking
 * roots                    x           x           x           here, answers-asking
 * rounds, request state    x           x           x           here
 * progress                 x           x           x           here, sessions
 * logging                  x           x           x           here, sessions
 * completion               x           x           x           here, sessions
 * Last-Event-ID            x           x           -           here, features-resumption (the era has none)
 * cancellation             x           x           x           features-asking
 * subscriptions            x           x           x           sessions
 * tasks                    x           -           -           features-tasks; modern: task-owner and the conformance suites
 */

// Redaction of what the client itself said would make a difference.
const policy = readFileSync(join(packageFolder, 'conformance/policy.yaml'), 'utf8').replace('email: redact', 'email: off');
const upstream = useRunning(startFixture);
const gateway = useGateway(() => startGateway({ policy, upstreams: [{ server: 'fixture', name: 'fixture', address: upstream().address, locations: ['= /mcp'] }] }));

const modern = (url: string): Promise<FeatureClient> => connectFeaturesV2(url, { pin: '2026-07-28' });
const legacyV2 = (url: string): Promise<FeatureClient> => connectFeaturesV2(url, 'legacy');
const clients = [
  ['v1', 'legacy', connectFeaturesV1],
  ['v2', 'legacy', legacyV2],
  ['v2', 'modern', modern],
] as const;

describe.each(clients)('a %s client in the %s era', (_, era, connect) => {
  it('is asked, told and answered through the gateway as without', async () => {
    const direct = await useFeatures(await connect(`http://${upstream().address}/mcp`), era === 'legacy');
    const through = await useFeatures(await connect(`${gateway().url}/mcp`), era === 'legacy');
    expect(through).toEqual(direct);
    expect(new Set(through.heard.map(([method]) => method))).toEqual(new Set(['sampling/createMessage', 'elicitation/create', 'roots/list', 'notifications/message']));
    expect(through.progress).toHaveLength(3);
    expect(JSON.stringify(through.seen)).toMatch(/a model would say this.*ada@example\.com.*root-of-the-client.*both steps done.*paing/);
  });
});

describe.each(clients.filter(([, era]) => era === 'legacy'))('a %s client whose stream the server ends before it answers', (_, __, connect) => {
  it('resumes it through the gateway, and gets the answer', async () => {
    const client = await connect(`${gateway().url}/mcp`);
    const before = (await gateway().decisions()).filter(({ http_method }) => http_method === 'GET').length;
    expect(JSON.stringify(await client.call('test_reconnection'))).toContain('answered after the stream had ended');
    await client.close();
    // Its own stream and the one that was resumed; each is logged when it ends.
    await expect.poll(async () => (await gateway().decisions()).filter(({ http_method, decision }) => http_method === 'GET' && decision === 'allow').length).toBeGreaterThanOrEqual(before + 2);
  });
});

interface Seen {
  readonly seen: readonly unknown[];
  readonly progress: readonly unknown[];
  readonly heard: FeatureClient['heard'];
}

async function useFeatures(client: FeatureClient, isLegacy: boolean): Promise<Seen> {
  const progress: unknown[] = [];
  if (isLegacy) await client.setLogLevel('info');
  const seen = [
    await client.call('test_sampling', { prompt: 'say something' }),
    await client.call('test_elicitation', { message: 'who are you?' }),
    await client.call('test_input_required_result_list_roots'),
    await client.call('test_input_required_result_multi_round'),
    await client.call('test_tool_with_progress', {}, { onprogress: (step) => progress.push(step) }),
    await client.call('test_tool_with_logging'),
    await client.complete('test_prompt_with_arguments', 'arg1', 'pa'),
  ];
  await client.close();
  return { seen, progress, heard: client.heard };
}
