import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectV2 } from '../support/clients.ts';
import { unpackArchive } from '../support/stock/archive.ts';
import { fewestLines, startDropIn } from '../support/stock/drop-in.ts';
import { useRunning } from '../support/suite.ts';

const logged = fewestLines.location.replace('set ', 'access_log /var/log/nginx/mcp.log portcullis; set ');
const gateway = useRunning(() => startDropIn({ ...fewestLines, location: logged }));
const log = (name: string): string => join(gateway().root, 'var/log/nginx', name);
const policyConf = (): string => join(gateway().root, 'etc/nginx/portcullis/policy.conf');

/** Calls without pause until told to stop; returns how many were answered as they should be, and what else came. */
function keepCalling(): { readonly stop: () => Promise<{ readonly answered: number; readonly wrong: readonly unknown[] }> } {
  const wrong: unknown[] = [];
  let answered = 0;
  let isStopping = false;
  const fromSession = async (id: number): Promise<void> => {
    const client = await connectV2(gateway().url, { role: 'viewer' });
    while (!isStopping) {
      const message = `${id} ${answered}`;
      const { content } = await client.callTool('echo', { message });
      if (JSON.stringify(content).includes(`Echo: ${message}`)) answered += 1;
      else wrong.push(content);
    }
    await client.close();
  };
  const callers = [1, 2, 3].map((id) => fromSession(id).catch((error: unknown) => wrong.push(error)));
  return {
    stop: async () => {
      isStopping = true;
      await Promise.all(callers);
      return { answered, wrong };
    },
  };
}

describe('under a steady stream of calls', () => {
  it('unpacking the archive over itself and reloading, ten times, loses none', async () => {
    const calls = keepCalling();
    for (let round = 0; round < 10; round += 1) {
      await unpackArchive(join(gateway().root, 'etc/nginx'));
      expect(await gateway().check()).toContain('test is successful');
      await gateway().reload();
    }
    const { answered, wrong } = await calls.stop();
    expect(wrong).toEqual([]);
    expect(answered).toBeGreaterThan(50);
  });

  it('rotating the log, ten times, loses no line', async () => {
    const before = await countEchoes('mcp.log');
    const calls = keepCalling();
    for (let round = 1; round <= 10; round += 1) {
      await rename(log('mcp.log'), log(`mcp.log.${round}`));
      await gateway().signal('reopen');
      await expect.poll(() => existsSync(log('mcp.log')), { interval: 5 }).toBe(true);
    }
    const { answered, wrong } = await calls.stop();
    expect(wrong).toEqual([]);
    const rotated = Array.from({ length: 10 }, (_, index) => `mcp.log.${index + 1}`);
    // nginx writes a line once the answer is out.
    await expect.poll(() => countEchoes('mcp.log', ...rotated)).toBe(before + answered);
    expect(await countEchoes('mcp.log')).toBeGreaterThan(0);
  });
});

describe('a policy that nginx does not take', () => {
  it('is refused by nginx -t, and a reload leaves the running one', async () => {
    const client = await connectV2(gateway().url, { role: 'viewer' });
    const good = await readFile(policyConf(), 'utf8');
    await writeFile(policyConf(), good.replace(/\}\s*$/, ''));
    await expect(gateway().check()).rejects.toThrow(/unexpected end of file.* in .*policy\.conf/);
    await expect(gateway().signal('reload')).rejects.toThrow();
    expect(await client.callTool('echo', { message: 'as before' })).toMatchObject({ content: [{ text: 'Echo: as before' }] });
    await client.close();
    await writeFile(policyConf(), good);
  });
});

async function countEchoes(...names: string[]): Promise<number> {
  const texts = await Promise.all(names.map((name) => readFile(log(name), 'utf8')));
  return texts.join('').split('\n').filter((line) => line.includes('"target":"echo"')).length;
}
