import type { SessionClient } from './clients.ts';

/** Does with server-everything what hosts do, and returns what it saw; times and session ids differ by nature. */
export async function runSession(client: SessionClient): Promise<unknown[]> {
  const uri = 'demo://resource/dynamic/text/1';
  const progress: unknown[] = [];
  const seen = [
    client.server(),
    await client.ping(),
    await client.setLogLevel('debug'),
    await client.listTools(),
    await client.callTool('echo', { message: 'grüße, 世界 🌍' }),
    await client.callTool('get-sum', { a: 2, b: 40.5 }),
    await client.callTool('get-tiny-image', {}),
    await client.callTool('get-structured-content', { location: 'Chicago' }),
    await client.callTool('get-annotated-message', { messageType: 'error', includeImage: false }),
    await client.callTool('trigger-long-running-operation', { duration: 0.05, steps: 3 }, (step) => progress.push(step)),
    // Later steps race with the answer, after which a client no longer listens.
    progress.slice(0, 1),
    await client.callTool('trigger-sampling-request', { prompt: 'say something', maxTokens: 10 }),
    await client.incoming.take(({ method }) => method === 'sampling/createMessage'),
    await client.listPrompts(),
    await client.getPrompt('simple-prompt', {}),
    await client.getPrompt('args-prompt', { city: 'Paris' }),
    await client.complete('completable-prompt', 'department', 'S'),
    await client.listResources(),
    await client.listResourceTemplates(),
    await client.readResource(uri),
    await client.subscribe(uri),
    // Comes on the stream the client opened by GET.
    await client.incoming.take(({ method, params }) => method === 'notifications/message' && JSON.stringify(params).includes('Subscribe Resource')),
    await client.unsubscribe(uri),
  ];
  await client.close();
  const text = JSON.stringify(seen, (key, value: unknown) => (key === '_meta' ? undefined : value));
  return JSON.parse(text.replace(/\d{1,2}:\d\d:\d\d [AP]M/g, 'TIME').replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'SESSION')) as unknown[];
}
