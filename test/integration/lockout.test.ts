import { describe, expect, it } from 'vitest';
import { makeKeys } from '../support/keys.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, type Headers } from '../support/post.ts';
import { useRecordedGateway } from '../support/suite.ts';

const { keys, file } = makeKeys({ reader: ['ci-bot', 'reader'], target: ['deploy', 'reader'], expired: ['old', 'reader', -1] });
const read = callTool('read_text_file', { path: '/srv/data/a' });
const wrong = (key: string): string => key.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
const unknown = `pcl_${'0'.repeat(12)}_${'0'.repeat(64)}`;

/** A gateway with keys and this of `identity` besides. */
function useKeys(more: string, options: Parameters<typeof useRecordedGateway>[1] = {}) {
  const policy = recorderPolicy.replace(/^identity: .*$/m, `identity: { api_keys: {}, ${more} }`);
  const { gateway, recorder } = useRecordedGateway(policy, { keys: file, ...options });
  /** What the log says of a call with this key from this address, and its status. */
  const call = async (key: string | undefined, from: string, headers: Headers = {}): Promise<string> => {
    const answer = await post(gateway().port, read, { from, headers: { ...(key !== undefined && { Authorization: `Bearer ${key}` }), ...headers } });
    const { rule } = await gateway().decision(answer.headers.get('x-request-id') ?? '');
    return `${answer.status} ${rule}`.trim();
  };
  /** Calls with a key so many times; what came last. */
  const repeat = async (times: number, key: string | undefined, from: string): Promise<string> => {
    let last = '';
    for (let time = 0; time < times; time++) last = await call(key, from);
    return last;
  };
  return { gateway, recorder, call, repeat };
}

describe('failures', () => {
  const { gateway, recorder, call, repeat } = useKeys('lockout: {}');

  it('three lock an address out, its good keys too, and no other address', async () => {
    expect(await repeat(2, unknown, '127.0.1.1')).toBe('401 auth.unknown');
    expect(await call(keys.reader, '127.0.1.1')).toBe('200');
    expect(await call(unknown, '127.0.1.1')).toBe('401 auth.unknown');
    recorder().reset();
    expect(await call(keys.reader, '127.0.1.1')).toBe('401 auth.locked');
    expect(recorder().requests).toEqual([]);
    expect(await call(keys.reader, '127.0.1.2')).toBe('200');
  });

  it('three with one key lock it out, from wherever they came', async () => {
    for (const from of ['127.0.2.1', '127.0.2.2', '127.0.2.3']) expect(await call(wrong(keys.target), from)).toBe('401 auth.invalid');
    expect(await call(keys.target, '127.0.2.4')).toBe('401 auth.locked');
    expect(await call(keys.reader, '127.0.2.1')).toBe('200');
  });

  it.each([['Basic eDp5', 'auth.scheme'], ['Bearer x', 'auth.malformed']])('%s is one', async (authorization, rule) => {
    const from = rule === 'auth.scheme' ? '127.0.3.1' : '127.0.3.2';
    for (let time = 0; time < 3; time++) expect(await call(undefined, from, { Authorization: authorization })).toBe(`401 ${rule}`);
    expect(await call(keys.reader, from)).toBe('401 auth.locked');
  });

  it('to show nothing is none, nor is a key that expired', async () => {
    expect(await repeat(5, undefined, '127.0.4.1')).toBe('401 auth.missing');
    expect(await repeat(5, keys.expired, '127.0.4.1')).toBe('401 auth.expired');
    expect(await call(keys.reader, '127.0.4.1')).toBe('200');
  });

  it('are told in the error log when they lock out, once, and without the key', async () => {
    await repeat(5, unknown, '127.0.5.1');
    const said = gateway().errorLog().split('\n').filter((line) => line.includes('auth.locked: address 127.0.5.1 '));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('auth.locked: address 127.0.5.1 for 900 s after 3 failures');
    expect(gateway().errorLog()).not.toContain(unknown.slice(17));
  });

  it('are answered like any other, and like who is locked out', async () => {
    const shapes = new Set<string>();
    for (let time = 0; time < 5; time++) {
      const { status, headers, body } = await post(gateway().port, read, { from: '127.0.6.1', headers: { Authorization: `Bearer ${unknown}` } });
      shapes.add(JSON.stringify([status, body.toString().replace(/[0-9a-f]{32}/, ''), [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date')]));
    }
    expect(shapes.size).toBe(1);
  });
});

describe('a lock', () => {
  const { call, repeat } = useKeys('lockout: { failures: 2, within: 1s, for: 2s, status: 421 }');
  const until = async (wanted: string, ask: () => Promise<string>): Promise<void> => {
    while ((await ask()) !== wanted);
  };

  it('has the status that the policy says, and ends', async () => {
    expect(await repeat(3, unknown, '127.0.1.1')).toBe('421 auth.locked');
    const begun = Date.now();
    await until('200', () => call(keys.reader, '127.0.1.1'));
    expect(Date.now() - begun).toBeGreaterThan(1500);
  });
});

describe('the time in which failures count', () => {
  const { call } = useKeys('lockout: { failures: 3, within: 1s, for: 1h }');

  it('begins with the first, and then anew', async () => {
    const from = '127.0.1.1';
    const begun = Date.now();
    const waitFor = async (time: number): Promise<void> => {
      while (Date.now() - begun < time) expect(await call(keys.reader, from)).toBe('200');
    };
    for (const time of [0, 700, 1200]) {
      await waitFor(time);
      expect(await call(unknown, from)).toBe('401 auth.unknown');
    }
    expect(await call(keys.reader, from)).toBe('200');
    for (let more = 0; more < 2; more++) expect(await call(unknown, from)).toBe('401 auth.unknown');
    expect(await call(keys.reader, from)).toBe('401 auth.locked');
  });
});

describe('behind a hop that is trusted', () => {
  const proxied = 'trusted_hops: [127.0.0.1/32], lockout: {}';
  const realIp = 'set_real_ip_from 127.0.0.1; real_ip_header X-Real-IP;';

  describe('whose clients are told apart', () => {
    const { call } = useKeys(proxied, { extraServer: realIp });

    it('one locks out itself alone', async () => {
      for (let time = 0; time < 3; time++) expect(await call(unknown, '127.0.0.1', { 'X-Real-IP': '192.0.2.1' })).toBe('401 auth.unknown');
      expect(await call(keys.reader, '127.0.0.1', { 'X-Real-IP': '192.0.2.1' })).toBe('401 auth.locked');
      expect(await call(keys.reader, '127.0.0.1', { 'X-Real-IP': '192.0.2.2' })).toBe('200');
    });

    it('an address of IPv6 stands for its network', async () => {
      for (let host = 1; host <= 3; host++) expect(await call(unknown, '127.0.0.1', { 'X-Real-IP': `2001:db8:1:2::${host}` })).toBe('401 auth.unknown');
      expect(await call(keys.reader, '127.0.0.1', { 'X-Real-IP': '2001:db8:1:2:a:b:c:d' })).toBe('401 auth.locked');
      expect(await call(keys.reader, '127.0.0.1', { 'X-Real-IP': '2001:db8:1:3::1' })).toBe('200');
    });
  });

  describe('whose clients are not', () => {
    const { call, repeat } = useKeys(proxied);

    it('nobody locks out all, but a key is locked all the same', async () => {
      expect(await repeat(4, unknown, '127.0.0.1')).toBe('401 auth.unknown');
      expect(await call(keys.reader, '127.0.0.1')).toBe('200');
      expect(await repeat(4, wrong(keys.target), '127.0.0.1')).toBe('401 auth.locked');
    });
  });
});

describe('a zone that is full', () => {
  const { call } = useKeys('lockout: {}', { editHttpConf: (conf) => conf.replace('portcullis_failures:1m', 'portcullis_failures:32k') });

  it('goes on counting and refusing', async () => {
    for (let host = 0; host < 600; host++) expect(await call(unknown, `127.1.${host >> 8}.${host & 255}`)).toBe('401 auth.unknown');
    for (let time = 0; time < 3; time++) expect(await call(unknown, '127.2.0.1')).toBe('401 auth.unknown');
    expect(await call(keys.reader, '127.2.0.1')).toBe('401 auth.locked');
    expect(await call(keys.reader, '127.2.0.2')).toBe('200');
  });
});

describe('several workers', () => {
  const { call, repeat } = useKeys('lockout: {}', { workers: 3 });

  it('count together', async () => {
    expect(await repeat(3, unknown, '127.0.1.1')).toBe('401 auth.unknown');
    expect(await repeat(6, keys.reader, '127.0.1.1')).toBe('401 auth.locked');
    expect(await call(keys.reader, '127.0.1.2')).toBe('200');
  });
});
