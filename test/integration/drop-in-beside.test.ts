import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { callTool } from '../support/messages.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { startOwnSite, type Site } from '../support/stock/own-site.ts';
import { useRunning } from '../support/suite.ts';

const read = callTool('read', { path: 'a' });
const pages = ['/', '/script?color=red', '/color?color=red', `/color?color=${'long'.repeat(20)}`, '/missing', '/nothing', '/proxied'];

describe.each([['their default engine', '', 'njs'], ['`js_engine qjs` in http{}', 'js_engine qjs;', 'QuickJS']])('beside modules of the user with %s', (_, engine, engineName) => {
  const before = useRunning(() => startOwnSite(engine, false));
  const site = useRunning(() => startOwnSite(engine, true));
  beforeEach(() => { site().reset(); });

  it('nginx -t says no more than without', () => {
    expect(messages(site().checked)).toEqual(messages(before().checked));
  });

  it.each(pages)('%s answers as it did', async (path) => {
    expect(comparable(await site().get(path))).toEqual(comparable(await before().get(path)));
  });

  it('a module of the user runs in the engine it ran in', async () => {
    const answer = await site().get('/script?color=red');
    expect([answer.body.toString(), answer.headers.get('x-engine')]).toEqual([`hello from ${engineName} RED`, engineName]);
  });

  it('a log format, a map and a function of the user work in an MCP location too', async () => {
    expect((await site().call('/files/mcp', read)).status).toBe(200);
    expect(site().files.requests).toHaveLength(1);
    // nginx writes a line once the answer is out.
    await expect.poll(() => readLog(site(), 'own.log')).toContain('/files/mcp 200 "hello from QuickJS" none');
    await expect.poll(() => readLog(site(), 'mcp.log')).toContain('"decision":"allow"');
  });

  it('a second MCP server has its own grants and upstream', async () => {
    expect((await site().call('/tools/mcp', callTool('hammer', {}))).status).toBe(200);
    expect(site().tools.requests).toHaveLength(1);
    expect((await site().call('/tools/mcp', read)).body.toString()).toContain('-31403');
    expect([site().tools.requests.length, site().files.requests.length]).toEqual([1, 0]);
  });

  describe('auth_request', () => {
    const token = { headers: { Authorization: 'Bearer good' } };

    it('and Portcullis both allow: the call passes', async () => {
      expect((await site().call('/auth/mcp', read, token)).status).toBe(200);
      expect([site().check.requests.length, site().files.requests.length]).toEqual([1, 1]);
    });

    it('refuses what Portcullis allows: the server is not reached', async () => {
      const answer = await site().call('/auth/mcp', read);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/json']);
      expect(site().files.requests).toEqual([]);
    });

    it('allows what Portcullis denies: the server is not reached', async () => {
      expect((await site().call('/auth/mcp', callTool('write', {}), token)).body.toString()).toContain('-31403');
      expect(site().files.requests).toEqual([]);
    });
  });

  describe('satisfy', () => {
    it('all: what an address rule refuses is not reached, whatever Portcullis says', async () => {
      expect((await site().call('/all-deny/mcp', read)).status).toBe(403);
      expect(site().files.requests).toEqual([]);
    });

    it.each(['/any-deny/mcp', '/any-allow/mcp'])('any (%s): what Portcullis denies is not reached, whatever an address rule says', async (path) => {
      await site().call(path, callTool('write', {}));
      await site().call(path, read, { headers: { 'X-Agent-Role': undefined } });
      expect(site().files.requests).toEqual([]);
    });

    it('any: what Portcullis allows passes although an address rule refuses it, which is why the documentation warns of it', async () => {
      expect((await site().call('/any-deny/mcp', read)).status).toBe(200);
      expect(site().files.requests).toHaveLength(1);
    });
  });

  it('says nothing in its error log but what the user\'s pages cause', async () => {
    const lines = (await site().stock.errorLog()).split('\n').filter((line) => line !== '' && !line.includes('access forbidden by rule') && !line.includes('/nothing'));
    expect(lines).toEqual([]);
  });
});

/** What nginx said, without times and process ids. */
function messages(said: string): string[] {
  return said.split('\n').map((line) => line.slice(Math.max(0, line.indexOf('['))));
}

/** An answer without what differs from one to the next. */
function comparable({ status, headers, body }: RawAnswer): unknown {
  return { status, headers: [...headers].filter(([name]) => name !== 'date' && name !== 'last-modified' && name !== 'etag'), body: body.toString() };
}

function readLog({ stock }: Site, name: string): Promise<string> {
  return readFile(join(stock.root, 'var/log/nginx', name), 'utf8');
}
