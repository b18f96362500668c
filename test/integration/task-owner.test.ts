import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { callTool, modernRequest, taskMeta, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, readError, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import type { Recorder } from '../support/recorder.ts';
import { expectRefused } from '../support/refusal.ts';
import { useRecordedGateway } from '../support/suite.ts';

const as = (role: string): Headers => ({ 'X-Agent-Role': role });
const start = callTool('read_text_file', { path: '/srv/data/a.txt' });
const foreign = { rule: 'task.owner', status: 200, code: -32602, id: 1 } as const;
const unknown = { ...foreign, rule: 'task.unknown' } as const;
const json = ({ body }: RawAnswer): { readonly result?: Record<string, unknown> } => JSON.parse(body.toString()) as { readonly result?: Record<string, unknown> };

function answerWith(recorder: Recorder, result: unknown): void {
  recorder.answer((_, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id: 1, result })); });
}

describe('a task', () => {
  const { gateway, recorder } = useRecordedGateway(recorderPolicy);
  const create = async (role: string, taskId: unknown): Promise<RawAnswer> => {
    answerWith(recorder(), { task: { taskId, status: 'working', ttl: null } });
    const answer = await post(gateway().port, start, { headers: as(role) });
    recorder().reset();
    return answer;
  };
  const modern = (method: string, taskId: string, role: string) =>
    [modernRequest(method, { taskId }, 1, taskMeta), { headers: { ...as(role), 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': method, 'Mcp-Name': taskId } }] as const;

  it.each(['tasks/get', 'tasks/result', 'tasks/cancel'])('is for %s of who created it', async (method) => {
    await create('reader', method);
    expect((await post(gateway().port, request(method, { taskId: method }), { headers: as('reader') })).status).toBe(200);
    expect(recorder().requests).toHaveLength(1);
    recorder().reset();
    await expectRefused(gateway(), recorder(), request(method, { taskId: method }), { headers: as('support') }, foreign);
    await expectRefused(gateway(), recorder(), request(method, { taskId: 'nobodys' }), { headers: as('reader') }, unknown);
  });

  it.each(['tasks/get', 'tasks/update', 'tasks/cancel'])('of the modern era is for %s of who created it', async (method) => {
    const id = `modern ${method}`.replace(' ', '-').replace('/', '-');
    answerWith(recorder(), { resultType: 'task', taskId: id, status: 'working', ttlMs: null });
    const [call, options] = [modernRequest('tools/call', { name: 'search', arguments: {} }), { headers: { ...as('support'), 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'tools/call', 'Mcp-Name': 'search' } }];
    expect(json(await post(gateway().port, call, options)).result).toMatchObject({ taskId: id });
    recorder().reset();
    expect((await post(gateway().port, ...modern(method, id, 'support'))).status).toBe(200);
    recorder().reset();
    await expectRefused(gateway(), recorder(), ...modern(method, id, 'reader'), foreign);
    await expectRefused(gateway(), recorder(), ...modern(method, 'nobodys', 'support'), unknown);
  });

  it('is not handed out again to another caller', async () => {
    await create('reader', 'twice');
    const answer = await create('support', 'twice');
    expect(readError(answer)).toMatchObject({ id: 1, error: { code: -32603 } });
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ answer: 'answer.session' });
    expect(json(await create('reader', 'twice')).result).toMatchObject({ task: { taskId: 'twice' } });
  });

  it.each([['no text', 5], ['nothing', ''], ['control characters', 'a\nb'], ['257 characters', 'x'.repeat(257)]])('is refused for an id that is %s', async (_, id) => {
    expect(readError(await create('reader', id))).toMatchObject({ id: 1, error: { code: -32603 } });
  });

  it('is listed for who created it, in the order of the list', async () => {
    for (const id of ['l1', 'l3']) await create('reader', id);
    await create('support', 'l2');
    const tasks = ['l1', 'l2', 'l3', 'l4'].map((taskId) => ({ taskId, status: 'working' }));
    const seen = async (role: string): Promise<unknown> => {
      answerWith(recorder(), { tasks, nextCursor: 'more' });
      return json(await post(gateway().port, request('tasks/list'), { headers: as(role) })).result;
    };
    expect(await seen('reader')).toEqual({ tasks: [tasks[0], tasks[2]], nextCursor: 'more' });
    expect(await seen('support')).toEqual({ tasks: [tasks[1]], nextCursor: 'more' });
    answerWith(recorder(), { tasks: 'all of them' });
    expect(readError(await post(gateway().port, request('tasks/list'), { headers: as('reader') }))).toMatchObject({ error: { code: -32603 } });
  });

  it('is told of on the streams of who created it, and of nobody else', async () => {
    await create('reader', 'mine');
    await create('support', 'theirs');
    const status = (taskId: string): string => JSON.stringify({ jsonrpc: '2.0', method: 'notifications/tasks/status', params: { taskId, status: 'completed' } });
    recorder().answer((_, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(['mine', 'theirs', 'soon'].map((id) => `data: ${status(id)}\n\n`).join(''));
    });
    const answer = await fetch(`${gateway().url}/mcp`, { headers: { Accept: 'text/event-stream', 'X-Agent-Role': 'reader' } });
    expect(await answer.text()).toBe(`data: ${status('mine')}\n\ndata: ${status('soon')}\n\n`);
  });
});
