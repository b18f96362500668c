import { describe, expect, it } from 'vitest';
import { redactsNothing, StreamRedactor, type RedactionSettings } from '../../../../src/core/redact/results/redactor.ts';
import { compileSecretSearch } from '../../../../src/core/redact/results/triggers.ts';
import { loadResultCases, resultCaseFiles } from '../../../cases/results/load.ts';

const suspectsSecret = compileSecretSearch();

const start = (settings?: RedactionSettings): StreamRedactor => new StreamRedactor(settings, { suspectsSecret });
const notice = (data: string): string => JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data } });
const dataOf = (message: string): string => (JSON.parse(message) as { params: { data: string } }).params.data;
const id = 'AKIAIOSFODNN7EXAMPLE';
const files = await Promise.all(resultCaseFiles().map(loadResultCases));
const groups = ['email', 'phone', 'aadhaar', 'pan', 'ssn', 'iban'];

/** Cut within so many of its first characters, nothing tells a secret of these rules from other text. */
const leastBegun: Readonly<Record<string, number>> = { card: 4, 'azure-key': 6 };

describe.each(files.filter(({ rule }) => !groups.includes(rule)))('secret.$rule cut in two events', ({ rule, attacks }) => {
  it('is redacted in the later one, wherever it is cut', () => {
    for (const attack of attacks) {
      if (typeof attack !== 'string') continue;
      const [before = '', secret = '', ...after] = attack.split(/[«»]/);
      for (let at = leastBegun[rule] ?? 1; at < secret.length; at++) {
        const redactor = start();
        redactor.redact(notice(before + secret.slice(0, at)));
        const second = redactor.redact(notice(secret.slice(at) + after.join('')));
        expect(dataOf(second.text), `${attack} cut at ${at}`).toMatch(/^\[redacted:/);
        expect(second.rules.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('a stream', () => {
  it('is followed event by event, however short', () => {
    const redactor = start();
    const sent = Array.from(`my key ${id}, and more`, (character) => dataOf(redactor.redact(notice(character)).text)).join('');
    expect(sent).not.toContain(id);
    expect(sent).toContain('[redacted:aws-key]');
  });

  it('joins the texts of one result', () => {
    const content = [id.slice(0, 9), id.slice(9)].map((text) => ({ type: 'text', text }));
    expect(start().redact(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content } })).text).toContain('"text":"[redacted:aws-key]"');
  });

  it('follows a private key to its last line', () => {
    const lines = ['-----BEGIN PRIVATE KEY-----', ...Array.from({ length: 30 }, () => 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'), '-----END PRIVATE KEY-----', 'and then some'];
    const redactor = start();
    const sent = lines.map((line) => dataOf(redactor.redact(notice(`${line}\n`)).text));
    expect(sent.slice(1, 32).join('')).not.toMatch(/MII|END/);
    expect(sent.at(-1)).toBe('and then some\n');
  });

  it('tells other places apart', () => {
    const redactor = start();
    redactor.redact(notice(id.slice(0, 9)));
    const other = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: 1, message: id.slice(9) } });
    expect(redactor.redact(other)).toEqual({ text: other, rules: [], blocked: false });
  });
});

describe('a message', () => {
  it('keeps every byte but the secret: numbers, order, blanks, equal names, escapes', () => {
    const message = `{ "a" : 1.0e5,"b":[12345678901234567890 , "x\\/y"],\n"a":"${id}","c":"\\u00e9 \\u2028" }`;
    expect(start().redact(message).text).toBe(message.replace(id, '[redacted:aws-key]'));
  });

  it('is the same string where nothing is found', () => {
    const message = notice('AKIA and sk-test, Bearer tokens and cookie: none');
    expect(start().redact(message).text).toBe(message);
  });

  it('may hold a secret in a name', () => {
    expect(start().redact(`{"result":{"${id}":1}}`).text).toBe('{"result":{"[redacted:aws-key]":1}}');
  });

  it('keeps what client and server know each other by', () => {
    const message = JSON.stringify({ jsonrpc: '2.0', id, result: { nextCursor: id, requestState: id } });
    expect(start().redact(message).text).toBe(message);
  });

  it('keeps images, whatever their letters spell', () => {
    const message = JSON.stringify({ result: { content: [{ type: 'image', data: `${'iVBORw0K'.repeat(50)}/${id}/${'AAAA'.repeat(50)}`.padEnd(628, 'A') }] } });
    expect(start().redact(message).text).toBe(message);
  });
});

describe('settings', () => {
  it('block a message as a whole, and say so', () => {
    expect(start({ 'aws-key': 'block' }).redact(notice(id))).toMatchObject({ blocked: true, rules: ['secret.aws-key'] });
  });

  it('turn each rule off by itself', () => {
    expect(start({ 'aws-key': 'off' }).redact(notice(id)).text).toBe(notice(id));
  });

  it.each([
    ['off', true],
    [undefined, false],
    [{ secrets: 'off' }, false],
    [{ secrets: 'off', cards: 'off' }, true],
    [{ secrets: 'off', cards: 'off', email: 'redact' }, false],
    [{ secrets: 'off', cards: 'off', jwt: 'block' }, false],
  ] as const)('%j leaves nothing to do: %s', (settings, expected) => {
    expect(redactsNothing(settings)).toBe(expected);
  });
});

describe('a long text', () => {
  const line = 'an ordinary line of a log, number 17 of 20, took 12 ms (status=200)\n';
  const attacks = files.filter(({ rule }) => !groups.includes(rule)).flatMap((file) => file.attacks.filter((attack) => typeof attack === 'string'));

  it.each([1, 3, 6, 10, 20, 40])('is searched wherever secrets stand in it: %i characters before what is asked about next', (cut) => {
    const fill = 'an ordinary sentence '.repeat(1000);
    for (const attack of attacks) {
      const plain = `\n${attack.replace(/[«»]/g, '')}\n`;
      const around = [fill.slice(0, 3 * 4096 - 2 - cut), fill] as const;
      expect(dataOf(start().redact(notice(around.join(plain))).text), attack).toBe(around.join(dataOf(start().redact(notice(plain)).text)));
    }
  });

  it('may be without lines, of escapes and of pairs', () => {
    for (const unit of ['\\', '\u0001', '\u{1f600}', '"', '\\\\\\ ']) {
      for (let shift = 0; shift < 7; shift++) {
        const text = `${'x'.repeat(shift)}${unit.repeat(7000)} ${id} ${unit.repeat(7000)}`;
        expect(dataOf(start().redact(notice(text)).text)).toBe(text.replace(id, '[redacted:aws-key]'));
      }
    }
  });

  it('loses a private key to its end, however long', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n'.repeat(900)}-----END PRIVATE KEY-----`;
    const text = `${line.repeat(500)}${key}\n${line.repeat(500)}`;
    expect(dataOf(start().redact(notice(text)).text)).toBe(text.replace(key, '[redacted:private-key]'));
  });

  it('leaves open what begins at its end', () => {
    const redactor = start();
    redactor.redact(notice(line.repeat(300) + id.slice(0, 9)));
    expect(dataOf(redactor.redact(notice(`${id.slice(9)}\n${line.repeat(300)}`)).text)).toBe(`[redacted:aws-key]\n${line.repeat(300)}`);
  });
});
