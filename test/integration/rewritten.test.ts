import { describe, expect, it } from 'vitest';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, readError } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { useRecordedGateway } from '../support/suite.ts';

const good = callTool('read_text_file', { path: '/srv/data/a.txt' });
const bad = callTool('read_text_file', { path: '/etc/passwd' });

describe.each([
  ['rewrite', 'rewrite ^ /mcp last;'],
  ['try_files', 'try_files /nothing /mcp;'],
])('a request that %s led to an MCP location', (_, directives) => {
  const path = '/old/mcp';
  const { gateway, recorder } = useRecordedGateway(recorderPolicy, { extraServer: `location ${path} { ${directives} }` });
  const send = (body: string): Promise<RawAnswer> => post(gateway().port, body, { path, headers: { 'X-Agent-Role': 'reader' } });

  it('is judged as any other', async () => {
    expect((await send(good)).status).toBe(200);
    expect(recorder().requests.map((request) => [request.url, request.body.toString()])).toEqual([['/mcp', good]]);
    recorder().reset();
    expect(readError(await send(bad)).error.code).toBe(-31403);
    expect(recorder().requests).toEqual([]);
  });

  it('has errors of nginx answered as JSON-RPC', async () => {
    recorder().answer((_request, response) => response.destroy());
    const answer = await send(good);
    expect(answer.status).toBe(502);
    expect(readError(answer)).toMatchObject({ id: 1, error: { code: -32603 } });
  });
});
