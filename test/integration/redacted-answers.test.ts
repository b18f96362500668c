import { describe, expect, it } from 'vitest';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { useRecordedGateway } from '../support/suite.ts';

const key = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const headers = { 'X-Agent-Role': 'operator' };
const result = (text: string): string => JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text }] } });
const policy = recorderPolicy
  .replace('search: { roles: [support] }', 'search: { roles: [support], redact: { secrets: block, email: redact } }')
  .replace('note: {', 'free: { roles: [operator], redact: off }\n      note: {');

describe('secrets in what a server answers', () => {
  const { gateway, recorder } = useRecordedGateway(policy);
  const ask = async (tool: string, type: string, body: string): Promise<string> => {
    recorder().answer((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
    return (await post(gateway().port, callTool(tool, tool === 'read_text_file' ? { path: '/srv/data/a' } : {}), { headers })).body.toString();
  };

  it('are masked, and everything else stays byte for byte', async () => {
    const text = `{"jsonrpc":"2.0", "id":1, "result":{"content":[{"type":"text","text":"id ${key} é"}],"structuredContent":{"n":12345678901234567890,"x":1.0}}}`;
    const masked = text.replace(key, '[redacted:aws-key]');
    expect(await ask('read_text_file', 'application/json', text)).toBe(masked);
    expect(await ask('read_text_file', 'text/event-stream', `data: ${text}\n\n`)).toBe(`data: ${masked}\n\n`);
    await gateway().awaitDecision(({ answer }) => answer === 'secret.aws-key');
  });

  it('are masked in an error too, and in one under an HTTP status of its own', async () => {
    const error = JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: -32000, message: `no access with ${key}` } });
    expect(await ask('read_text_file', 'application/json', error)).toBe(error.replace(key, '[redacted:aws-key]'));
    recorder().answer((_, response) => response.writeHead(400, { 'content-type': 'application/json' }).end(error));
    expect((await post(gateway().port, callTool('read_text_file', { path: '/srv/data/a' }), { headers })).body.toString()).toBe(error.replace(key, '[redacted:aws-key]'));
  });

  it('are caught when two events of a stream share them', async () => {
    const part = (data: string): string => `data: ${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data } })}\n\n`;
    const out = await ask('read_text_file', 'text/event-stream', part(`the key is ${key.slice(0, 9)}`) + part(`${key.slice(9)} they say`) + `data: ${result('done')}\n\n`);
    expect(out).toContain('[redacted:aws-key] they say');
    expect(out).not.toContain(key.slice(9));
  });

  it('block the answer where the policy says so', async () => {
    const out = await ask('search', 'application/json', result(key));
    expect(JSON.parse(out)).toMatchObject({ id: 1, error: { code: -32603 } });
    expect(await ask('search', 'application/json', result('ask jane.doe@example.com'))).toContain('[redacted:email]');
  });

  it('pass where the policy turns it off', async () => {
    expect(await ask('free', 'application/json', result(key))).toBe(result(key));
  });
});
