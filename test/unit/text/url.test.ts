import { describe, expect, it } from 'vitest';
import { classifyHost } from '../../../src/core/text/host.ts';
import { isOnHosts } from '../../../src/core/text/url.ts';

const hosts = ['api.example.com', '*.docs.example.com', 'local.example.com:8443'];

describe('isOnHosts', () => {
  it.each([
    'https://api.example.com', 'http://api.example.com/v1?q=a@b', 'HTTPS://API.EXAMPLE.COM/x', 'https://api.example.com:443/', 'http://api.example.com:80/',
    'https://en.docs.example.com/', 'https://a.b.docs.example.com/x', 'https://local.example.com:8443/', 'https://api.example.com/a\\b', 'https://api.example.com/r\u00e9sum\u00e9',
  ])('%j is on the list', (url) => {
    expect(isOnHosts(url, hosts)).toBe(true);
  });

  it.each([
    'https://example.com/', 'https://api.example.com.evil.test/', 'https://evilapi.example.com/', 'https://docs.example.com/', 'https://.docs.example.com/',
    'https://api.example.com:8080/', 'http://api.example.com:443/', 'https://local.example.com/', 'https://api.example.com./',
    'https://ann@api.example.com/', 'https://api.example.com@evil.test/', 'https://evil.test\\@api.example.com/', 'https://api.example.com\\@evil.test/',
    'https://api.example.com#@evil.test/', 'https://api.example.com?@evil.test/', 'https://api.example.com:443@evil.test/', 'https:api.example.com/', 'https:///api.example.com/', '//api.example.com/',
    'ftp://api.example.com/', 'file://api.example.com/', ' https://api.example.com/', 'https://api.example.com/\r\nHost: x', 'ht\ttps://api.example.com/',
    'https://\uff41pi.example.com/', 'https://api%2eexample.com/', 'https://api.example\u3002com/', 'https://evil..docs.example.com/', '', 'api.example.com',
  ])('%j is not', (url) => {
    expect(isOnHosts(url, hosts)).toBe(false);
  });

  it('takes addresses only as written in the list', () => {
    expect(isOnHosts('http://127.0.0.1:3000/', ['127.0.0.1:3000'])).toBe(true);
    expect(isOnHosts('http://[::1]:3000/', ['[::1]:3000'])).toBe(true);
    expect(isOnHosts('http://127.1:3000/', ['127.0.0.1:3000'])).toBe(false);
  });
});

describe('classifyHost', () => {
  it.each([
    ['example.com', 'public'], ['8.8.8.8', 'public'], ['[2001:4860:4860::8888]', 'public'], ['a.b.example:8080', 'public'], ['192.0.2.7', 'public'],
    ['127.0.0.1', 'internal'], ['0', 'internal'], ['0x7f.0x0.0x0.0x1', 'internal'], ['017700000001', 'internal'], ['127.0.0.1:80', 'internal'],
    ['192.168.0.1..', 'internal'], ['[::]', 'internal'], ['::1', 'internal'], ['[0:0:0:0:0:ffff:7f00:1]', 'internal'], ['[64:ff9b:1::1]', 'internal'],
    ['[ff02::1]', 'internal'], ['[fe80::1%eth0]', 'internal'], ['[2002:7f00:1::]', 'internal'], ['localhost', 'internal'], ['db', 'internal'],
    ['host.docker.internal', 'internal'], ['printer.local', 'internal'], ['7f000001.nip.io', 'internal'], ['93.184.216.34.nip.io', 'public'],
    ['169.254.169.254', 'metadata'], ['0xA9FEA9FE', 'metadata'], ['[::ffff:a9fe:a9fe]', 'metadata'], ['[2002:a9fe:a9fe::]', 'metadata'], ['metadata.google.internal', 'metadata'],
    ['[2001:db8::5efe:10.0.0.1]', 'internal'], ['[2001:db8::200:5efe:808:808]', 'public'], ['[64:ff9b::808:808]', 'public'], ['[64:ff9b:1::a9fe:a9fe]', 'metadata'],
    ['[2001::1]', 'internal'], ['[::5:808:808]', 'internal'], ['[::ffff:0:7f00:1]', 'internal'], ['[fd00:42::42]', 'metadata'],
    ['8.8.8.010', 'disguised'], ['134744072', 'disguised'], ['127..0.0.1', 'disguised'], ['1.2.3.4.5', 'disguised'], ['[::ffff:0177.0.0.1]', 'disguised'],
    ['\u0967\u0968\u096d.\u0966.\u0966.\u0967', 'internal'], ['127.0.0.1.example.com', 'internal'], ['8.8.8.8.example.com', 'public'], ['name.rbndr.us', 'internal'],
    ['0x7f000001.nip.io', 'internal'], ['127.0.0.1#.example.com', 'internal'], ['example.com#a', 'ambiguous'], ['kubernetes.default', 'internal'], ['sub.fuf.me', 'internal'],
    ['{host}', 'ambiguous'], ['', 'ambiguous'], ['a b.example', 'ambiguous'],
  ])('%j is %s', (host, expected) => {
    expect(classifyHost(host)).toBe(expected);
  });
});
