import { describe, expect, it } from 'vitest';
import { mayAskClient } from '../../../src/core/policy/client-requests.ts';

const rules = { hosts: ['login.example.com', '*.id.example.com'] };
const visit = (url: unknown, more: object = {}): boolean => mayAskClient('elicitation/create', { mode: 'url', url, ...more }, rules);

describe('a request to the client', () => {
  it.each(['sampling', 'elicitation', 'roots'] as const)('for %s is denied by its name alone', (subject) => {
    const methods = { sampling: 'sampling/createMessage', elicitation: 'elicitation/create', roots: 'roots/list' };
    const allowed = Object.entries(methods).filter(([, method]) => mayAskClient(method, {}, { deny: [subject] })).map(([name]) => name);
    expect(allowed).toEqual(Object.keys(methods).filter((name) => name !== subject));
  });
  it.each(['ping', 'tasks/get', 'tasks/result', 'tasks/list', 'tasks/cancel'])('%s may always be asked', (method) => {
    expect(mayAskClient(method, undefined, { deny: ['sampling', 'elicitation', 'roots'] })).toBe(true);
  });
  it.each(['', 'tools/call', 'toString', '__proto__', 'Ping', 'roots/list '])('%j may never', (method) => {
    expect(mayAskClient(method, {})).toBe(false);
  });
});

describe('an elicitation', () => {
  it.each(['https://login.example.com', 'HTTPS://Login.Example.com/a?b#c', 'https://a.id.example.com/', 'https://login.example.com:443/'])('may lead to %s', (url) => {
    expect(visit(url)).toBe(true);
  });
  it.each([
    'http://login.example.com', 'https://evil.example', 'https://login.example.com.evil.example', 'https://login.example.com@evil.example', 'https://evil.example#login.example.com',
    'https://login.example.com\\@evil.example', 'https://login.example.com:8443/', 'javascript:alert(1)', '//login.example.com', ' https://login.example.com', 'https:login.example.com', 'https://id.example.com', '', 5, null, undefined,
  ])('may not lead to %j', (url) => {
    expect(visit(url)).toBe(false);
  });
  it('leads nowhere where no host is listed', () => {
    expect(mayAskClient('elicitation/create', { mode: 'url', url: 'https://login.example.com' })).toBe(false);
  });
  it('is a form where it names no mode, and then has no URL', () => {
    expect(mayAskClient('elicitation/create', { message: 'm', requestedSchema: {} })).toBe(true);
    expect(mayAskClient('elicitation/create', undefined)).toBe(true);
    expect(mayAskClient('elicitation/create', { url: 'https://login.example.com' }, rules)).toBe(false);
    expect(mayAskClient('elicitation/create', { mode: 'form', url: 'https://login.example.com' }, rules)).toBe(false);
  });
  it.each(['URL', 'link', '', null, 5])('of mode %j is none', (mode) => {
    expect(visit('https://login.example.com', { mode })).toBe(false);
  });
});
