import { describe, expect, it } from 'vitest';
import { judgeAnswer, judgeUser } from '../../../src/core/identity/checked.ts';

const ports = { findUser: (name: string) => new Map([['alice', { role: 'operator' }], ['a,b', { role: 'operator' }]]).get(name) };

describe('a user', () => {
  it('has the role that the policy gives', () => {
    expect(judgeUser('alice', ports)).toEqual({ role: 'operator', subject: 'alice', owner: 'role operator basic alice' });
  });

  it('that nginx has not checked says nothing', () => {
    expect(judgeUser('', ports)).toBeUndefined();
  });

  it.each(['bob', 'Alice', 'alice ', 'a,b', 'alice\n', `a\u{FFFD}`, 'a'.repeat(257), '__proto__', 'constructor'])('%j is nobody', (user) => {
    expect(judgeUser(user, ports)).toEqual({ rule: 'auth.role' });
  });
});

describe('the answer of a service', () => {
  it('says role and user, or only the role', () => {
    expect(judgeAnswer({ status: '204', role: 'reader', user: 'jörg' })).toEqual({ role: 'reader', subject: 'jörg', owner: 'role reader auth_request jörg' });
    expect(judgeAnswer({ status: '200', role: 'reader', user: '' })).toEqual({ role: 'reader', owner: 'role reader auth_request' });
  });

  it('that was not asked for says nothing', () => {
    expect(judgeAnswer({ status: '', role: '', user: '' })).toBeUndefined();
  });

  it.each([
    ['a user and no role', '', 'alice'],
    ['two roles', 'reader, operator', 'alice'],
    ['one role twice', 'reader, reader', 'alice'],
    ['neither', '', ''],
    ['a role of blanks', '  ', ''],
    ['a role too long', 'r'.repeat(65), ''],
    ['two users', 'reader', 'alice, bob'],
    ['a user with a line feed', 'reader', 'alice\nbob'],
    ['a user that is no UTF-8', 'reader', 'al\u{FFFD}ce'],
    ['a user too long', 'reader', 'a'.repeat(257)],
  ])('with %s is refused', (_, role, user) => {
    expect(judgeAnswer({ status: '204', role, user })).toEqual({ rule: 'auth.role' });
  });

  it.each(['', '401', '403', '500', '000', '2000', '204, 204'])('with status %j is refused, whatever else it says', (status) => {
    expect(judgeAnswer({ status, role: 'reader', user: 'alice' })).toEqual({ rule: 'auth.role' });
    expect(judgeAnswer({ status, role: 'reader', user: '' })).toEqual({ rule: 'auth.role' });
  });
});
