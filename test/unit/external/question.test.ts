import { describe, expect, it } from 'vitest';
import { readAnswer, writeQuestion, type Asker, type Question } from '../../../src/core/external.ts';

const question: Question = { type: 'tool', id: 'read', action: 'tools/call', arguments: { path: '/srv/a', deep: [{ a: 1 }] }, request: 1, shape: undefined };
const asker: Asker = { server: 'files', caller: { role: 'reader' }, address: '192.0.2.7' };
const resource = { type: 'tool', id: 'read', properties: { server: 'files', arguments: question.arguments } };

describe('a question', () => {
  it('has who, what, where, from where and when', () => {
    expect(JSON.parse(writeQuestion(question, { ...asker, session: 'abc' }, 'authzen', '2026-01-01T00:00:00.000Z'))).toEqual({
      subject: { type: 'role', id: 'reader', properties: { role: 'reader' } },
      action: { name: 'tools/call' },
      resource,
      context: { address: '192.0.2.7', session: 'abc', time: '2026-01-01T00:00:00.000Z' },
    });
  });

  it('has the name of who has one, and what a token grants and claims, but not whose sessions are', () => {
    const caller = { role: 'reader', subject: 'ada', owner: 'role reader jwt ada', scopes: ['files:read'], claims: { tenant: 't1' } };
    expect(JSON.parse(writeQuestion(question, { ...asker, caller }, 'authzen'))).toMatchObject({ subject: { type: 'user', id: 'ada', properties: { role: 'reader', scopes: ['files:read'], claims: { tenant: 't1' } } } });
    expect(writeQuestion(question, { ...asker, caller }, 'authzen')).not.toContain('owner');
  });

  it('is the input of OPA', () => {
    expect(JSON.parse(writeQuestion(question, asker, 'opa', 'now'))).toEqual({ input: JSON.parse(writeQuestion(question, asker, 'authzen', 'now')) as unknown });
  });

  it.each<[string, Partial<Question>, Partial<Asker>]>([
    ['server', {}, { server: 'other' }],
    ['role', {}, { caller: { role: 'writer' } }],
    ['name', {}, { caller: { role: 'reader', subject: 'reader' } }],
    ['scopes', {}, { caller: { role: 'reader', scopes: [] } }],
    ['address', {}, { address: '192.0.2.8' }],
    ['session', {}, { session: '' }],
    ['tool', { id: 'Read' }, {}],
    ['kind of thing', { type: 'prompt' }, {}],
    ['method', { action: 'tools/list' }, {}],
    ['argument', { arguments: { path: '/srv/b' } }, {}],
    ['sort of argument', { arguments: { path: ['/srv/a'] } }, {}],
  ])('with another %s is another', (_, more, from) => {
    expect(writeQuestion({ ...question, ...more }, { ...asker, ...from }, 'authzen')).not.toBe(writeQuestion(question, asker, 'authzen'));
  });

  it('is the same at any time, for what is kept', () => {
    expect(writeQuestion(question, asker, 'authzen')).not.toContain('time');
  });
});

describe('an answer', () => {
  it.each<[string, 'authzen' | 'opa', 'allows' | 'external.denied' | 'external.unavailable']>([
    ['{"decision":true}', 'authzen', 'allows'],
    ['{"decision":true,"context":{"id":"0"}}', 'authzen', 'allows'],
    ['{"decision":false}', 'authzen', 'external.denied'],
    ['{}', 'authzen', 'external.unavailable'],
    ['{"Decision":true}', 'authzen', 'external.unavailable'],
    ['{"decision":"true"}', 'authzen', 'external.unavailable'],
    ['{"decision":[true]}', 'authzen', 'external.unavailable'],
    ['{"decision":null}', 'authzen', 'external.unavailable'],
    ['{"result":true}', 'authzen', 'external.unavailable'],
    ['[{"decision":true}]', 'authzen', 'external.unavailable'],
    ['true', 'authzen', 'external.unavailable'],
    ['', 'authzen', 'external.unavailable'],
    ['{"decision":true', 'authzen', 'external.unavailable'],
    ['{"__proto__":{"decision":true}}', 'authzen', 'external.unavailable'],
    ['{"result":true}', 'opa', 'allows'],
    ['{"result":false}', 'opa', 'external.denied'],
    ['{}', 'opa', 'external.denied'],
    ['{"result":null}', 'opa', 'external.denied'],
    ['{"result":{"allow":true}}', 'opa', 'external.unavailable'],
    ['{"result":1}', 'opa', 'external.unavailable'],
    ['{"decision":true}', 'opa', 'external.denied'],
    ['"result"', 'opa', 'external.unavailable'],
  ])('%s of %s: %s', (text, api, expected) => {
    expect(readAnswer(text, api) ?? 'allows').toBe(expected);
  });
});
