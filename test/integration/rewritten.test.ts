import { describe, expect, it } from 'vitest';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, readError } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { startGateway } from '../support/gateway.ts';
import { startRecorder } from '../support/recorder.ts';
import { useGateway, useRecordedGateway, useRunning } from '../support/suite.ts';

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

describe('an error of nginx that a named location takes', () => {
  const { gateway, recorder } = useRecordedGateway(recorderPolicy, {
    editLocationConf: (conf) => conf.replace(/^(error_page .*) \$uri;$/m, '$1 @again;'),
    extraServer: 'location @again { set $mcp_server files; include portcullis/location.conf; proxy_pass http://$mcp_upstream; }',
  });

  it('is answered as JSON-RPC, though it is the POST it was, and the server is not asked again', async () => {
    recorder().answer((_request, response) => response.destroy());
    const answer = await post(gateway().port, good, { headers: { 'X-Agent-Role': 'reader' } });
    expect(answer.status).toBe(502);
    expect(readError(answer)).toMatchObject({ id: 1, error: { code: -32603 } });
    expect(recorder().requests.length).toBe(1);
  });
});

describe('a request that try_files leads from one MCP server to another', () => {
  const policy = `
version: 1
identity: { trusted_hops: [127.0.0.1/32] }
roles: { reader: {} }
servers:
  files: { upstream: files, tools: { both: { roles: [reader] }, of_files: { roles: [reader] }, OfFiles: { roles: [reader] } } }
  other: { upstream: other, path: /other, tools: { both: { roles: [reader] } } }
`;
  const files = useRunning(startRecorder);
  const other = useRunning(startRecorder);
  const gateway = useGateway(() =>
    startGateway({
      policy,
      upstreams: [{ server: 'files', name: 'files', address: files().address, locations: [] }, { server: 'other', name: 'other', address: other().address, locations: ['= /other'] }],
      extraServer: 'location = /mcp { set $mcp_server files; include portcullis/location.conf; try_files /nothing /other; proxy_pass http://$mcp_upstream; }',
    }),
  );

  it('is judged for the server it reaches', async () => {
    const send = (tool: string): Promise<RawAnswer> => post(gateway().port, callTool(tool, {}), { headers: { 'X-Agent-Role': 'reader' } });
    expect((await send('both')).status).toBe(200);
    expect([files().requests.length, other().requests.length]).toEqual([0, 1]);
    // A name with capitals is looked up by the handler of the first location, and what it asked is still there in the second.
    for (const tool of ['of_files', 'OfFiles']) expect(readError(await send(tool)).error.code).toBe(-31403);
    expect([files().requests.length, other().requests.length]).toEqual([0, 1]);
  });
});
