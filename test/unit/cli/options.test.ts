import { expect, test } from 'vitest';
import { Failure } from '../../../src/cli/failure.ts';
import { readAddress, readOptions } from '../../../src/cli/start/options.ts';

const defaults = { listen: '127.0.0.1:8080', workers: '1' };

test('without options the shipped example is served on loopback', () => {
  expect(readOptions(defaults)).toMatchObject({ upstream: undefined, isExample: true, listen: { host: '127.0.0.1', port: 8080 }, tls: false, workers: 1 });
});

test.each([
  ['8080', '127.0.0.1', 8080],
  ['0.0.0.0:443', '0.0.0.0', 443],
  ['[::1]:8080', '[::1]', 8080],
  ['localhost:1', 'localhost', 1],
])('%s is an address to listen on', (text, host, port) => {
  expect(readAddress(text)).toEqual({ host, port });
});

test.each(['', ':', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:65536', '::1:8080', '[x]:80', 'a b:80', '127.0.0.1:80;'])('%j is not an address to listen on', (text) => {
  expect(() => readAddress(text)).toThrow(Failure);
});

test.each(['nonsense', 'ftp://127.0.0.1/', 'http://u:p@127.0.0.1/', 'http://127.0.0.1/?q', 'http://127.0.0.1/a;b', 'http://127.0.0.1/$x', 'http://a;b/'])('%j is neither an upstream nor a decision point', (upstream) => {
  expect(() => readOptions({ ...defaults, upstream })).toThrow(Failure);
  expect(() => readOptions({ ...defaults, decisions: upstream })).toThrow(Failure);
});

test('a decision point is given with its path', () => {
  expect(readOptions({ ...defaults, decisions: 'https://pdp/v1/data/mcp/allow' }).decisions?.href).toBe('https://pdp/v1/data/mcp/allow');
  expect(() => readOptions({ ...defaults, decisions: 'http://127.0.0.1:3592' })).toThrow('the URL needs the path of the endpoint');
});

test.each(['0', '-1', '1.5', 'x', '1000'])('%j is not a number of workers', (workers) => {
  expect(() => readOptions({ ...defaults, workers })).toThrow(Failure);
});

test('a certificate without its key is refused', () => {
  expect(() => readOptions({ ...defaults, tls: true, cert: 'cert.pem' })).toThrow('--cert and --key go together');
});

test('a certificate that cannot be read is named', () => {
  expect(() => readOptions({ ...defaults, tls: true, cert: '/nowhere/cert.pem', key: '/nowhere/key.pem' })).toThrow('--cert: cannot read /nowhere/cert.pem');
});
