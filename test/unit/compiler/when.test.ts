import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderConditions } from '../../../src/cli/conditions-table.ts';
import { compilePolicy, type CompileResult } from '../../../src/compiler/compile.ts';
import type { PolicySource } from '../../../src/compiler/policy-source.ts';
import { wantedClaims } from '../../../src/compiler/when/claims.ts';
import { resolveTimes } from '../../../src/compiler/when/times.ts';
import { findUnmet } from '../../../src/core/policy/when.ts';
import { lockOf } from '../../support/lock.ts';
import { noSituation } from '../../support/situation.ts';
import { readConf } from './read-conf.ts';

const policyOf = (tool: string, server = '', identity = 'anonymous: a, api_keys: {}'): string =>
  `version: 1\nidentity: { ${identity} }\nroles: { a: {} }\nservers:\n  s:\n    upstream: up\n${server}    tools:\n      t:\n        roles: [a]\n${tool.split('\n').map((line) => `        ${line}\n`).join('')}`;
const compile = (...args: Parameters<typeof policyOf>): CompileResult => compilePolicy(policyOf(...args), 'p.yaml', { read: () => '{"version":1,"keys":[]}' });
const problemsOf = (...args: Parameters<typeof policyOf>): readonly string[] => compile(...args).problems.map(({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`);
const entryOf = (key: string, { conf = '', problems }: CompileResult): unknown => {
  expect(problems).toEqual([]);
  return JSON.parse(readConf(conf)(key) ?? 'null');
};

describe('times', () => {
  it.each([
    [{}, { utc: [[0, 10_080]] }],
    [{ days: ['mon'] }, { utc: [[0, 1440]] }],
    [{ days: ['mon-fri'], from: '08:00', to: '18:00' }, { utc: [[480, 1080], [1920, 2520], [3360, 3960], [4800, 5400], [6240, 6840]] }],
    [{ days: ['fri'], from: '22:00', to: '06:00' }, { utc: [[7080, 7560]] }],
    [{ days: ['sun'], from: '22:00', to: '06:00' }, { utc: [[0, 360], [9960, 10_080]] }],
    [{ days: ['sat-mon'] }, { utc: [[0, 1440], [7200, 10_080]] }],
    [{ days: ['sun', 'tue'], from: '23:00' }, { utc: [[2820, 2880], [10_020, 10_080]] }],
    [{ days: ['mon'], to: '02:00', zone: '+05:30' }, { utc: [[9750, 9870]] }],
    [{ days: ['mon'], to: '02:00', zone: '+01:00' }, { utc: [[0, 60], [10_020, 10_080]] }],
    [{ days: ['sun'], from: '22:00', to: '24:00', zone: '-08:00' }, { utc: [[360, 480]] }],
    [{ days: ['sun'], from: '22:00', to: '23:00', zone: 'local' }, { local: [[9960, 10_020]] }],
  ])('%j is %j', (time, expected) => {
    expect(resolveTimes([time])).toEqual(expected);
  });

  it('that overlap or touch are one', () => {
    expect(resolveTimes([{ days: ['mon'], from: '08:00', to: '12:00' }, { days: ['mon'], from: '11:00', to: '13:00' }, { days: ['mon'], from: '13:00', to: '14:00' }, { days: ['mon'], from: '09:00', to: '10:00' }])).toEqual({ utc: [[480, 840]] });
  });

  it('are what a calendar says', () => {
    const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const two = (number: number): string => String(number).padStart(2, '0');
    const time = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 }), fc.integer({ min: -839, max: 839 })).filter(([, from, to]) => from !== to);
    fc.assert(fc.property(time, fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), ([day, from, to, zone], date) => {
      const write = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
      const times = resolveTimes([{ days: [names[day] ?? ''], from: write(from), to: write(to), zone: `${zone < 0 ? '-' : '+'}${write(Math.abs(zone))}` }]);
      // As a person would: what weekday and time is it there, and does that belong to what began today or yesterday?
      const there = new Date(date.getTime() + zone * 60_000);
      const weekday = (there.getUTCDay() + 6) % 7;
      const minute = there.getUTCHours() * 60 + there.getUTCMinutes();
      const expected = from < to ? weekday === day && minute >= from && minute < to : (weekday === day && minute >= from) || ((weekday + 6) % 7 === day && minute < to);
      expect(findUnmet({ times: [times] }, { ...noSituation, now: date.getTime() }, {}, {}) === undefined).toBe(expected);
    }), { numRuns: 2000 });
  });
});

describe('entries', () => {
  it('of a tool have what its server asks for too', () => {
    const compiled = compile('when: { networks: [10.1.0.0/16, 10.2.0.0/16], client_certificate: required }\narguments: { user: { equals: subject } }', '    when: { networks: [10.0.0.0/8], times: [{ days: [mon] }] }\n');
    expect(entryOf('t:s:t', compiled)).toEqual({ name: 't', roles: ' a ', args: { user: {} }, when: { nets: [[0], [1, 2]], times: [{ utc: [[0, 1440]] }], cert: true, equal: { user: 'subject' } } });
    expect(entryOf('s:s:', compiled)).toMatchObject({ when: { nets: [[0]], times: [{ utc: [[0, 1440]] }] } });
  });

  it('of prompts and resources have their own', () => {
    const compiled = compile('enabled: true', '    prompts: { p: { roles: [a], when: { client_certificate: required }, arguments: { who: { equals: subject } } } }\n    resources: [{ uri: "x://a/*", roles: [a], when: { networks: ["::1"] } }]\n');
    expect(entryOf('p:s:p', compiled)).toMatchObject({ when: { cert: true, equal: { who: 'subject' } } });
    expect(entryOf('u:s:', compiled)).toEqual({ grants: [{ uri: 'x://a/*', roles: ' a ', when: { nets: [[0]] } }] });
  });

  it('without conditions are as they were, and nginx is asked for no networks', () => {
    const compiled = compile('arguments: { user: {} }');
    expect(entryOf('t:s:t', compiled)).toEqual({ name: 't', roles: ' a ', args: { user: {} } });
    expect(compiled.conf).not.toContain('portcullis_net');
    expect(compile('when: { times: [{ days: [mon] }] }').conf).not.toContain('portcullis_net');
  });
});

it('networks are told to nginx with those around them, since it finds the narrowest alone', () => {
  const { conf = '' } = compile('when: { networks: [10.1.2.0/24, 10.0.0.0/8, 10.1.0.0/16, 192.0.2.7, "fd00::/8", "fd00:1::/32"] }');
  expect(/geo \$portcullis_net \{([^}]*)\}/.exec(conf)?.[1]?.trim().split(/\n +/)).toEqual([
    "default '';", "10.1.2.0/24 ' 1 2 0 ';", "10.0.0.0/8 ' 1 ';", "10.1.0.0/16 ' 1 2 ';", "192.0.2.7/32 ' 3 ';", "fd00::/8 ' 4 ';", "fd00:1::/32 ' 4 5 ';",
    // A client without an address counts as this one.
    "255.255.255.254/31 '';",
  ]);
});

describe('a policy whose conditions', () => {
  it.each([
    ['are none', 'when: {}', 'error 10:15 `servers.s.tools.t.when` must NOT have fewer than 1 properties'],
    ['name no network', 'when: { networks: [10.0.0.0/40] }', 'error 10:28 `10.0.0.0/40` is not an address range'],
    ['name a host', 'when: { networks: [localhost] }', 'error 10:28 `localhost` is not an address range'],
    ['name an address with a zone', 'when: { networks: ["fe80::1%eth0"] }', 'error 10:28 `fe80::1%eth0` is not an address range'],
    ['name an address with leading zeros', 'when: { networks: [010.0.0.1] }', 'error 10:28 `010.0.0.1` is not an address range'],
    ['name a network by an address in it', 'when: { networks: [10.1.2.3/8] }', 'error 10:28 `10.1.2.3/8` has bits set outside its network'],
    ['name every address', 'when: { networks: ["::/0"] }', 'error 10:28 `::/0` is every address'],
    ['name nobody\'s address', 'when: { networks: [255.255.255.255] }', 'error 10:28 `255.255.255.255` is an address that no client has'],
    ['name IPv4 as IPv6', 'when: { networks: ["::ffff:10.0.0.0/104"] }', 'error 10:28 `::ffff:10.0.0.0/104` is IPv4 written as IPv6'],
    ['name no day', 'when: { times: [{ days: [monday] }] }', 'error 10:34 `servers.s.tools.t.when.times.0.days.0` cannot be `"monday"`'],
    ['name no time', 'when: { times: [{ from: "8:00" }] }', 'error 10:33 `servers.s.tools.t.when.times.0.from` cannot be `"8:00"`'],
    ['begin at the end of a day', 'when: { times: [{ from: "24:00" }] }', 'error 10:33 `servers.s.tools.t.when.times.0.from` cannot be `"24:00"`'],
    ['end when they begin', 'when: { times: [{ from: "08:00", to: "08:00" }] }', 'error 10:25 from `08:00` to `08:00` is no time, or all of it'],
    ['name a zone', 'when: { times: [{ zone: Europe/Berlin }] }', 'error 10:33 `servers.s.tools.t.when.times.0.zone` cannot be `"Europe/Berlin"`'],
    ['are beyond all zones', 'when: { times: [{ zone: "+15:00" }] }', 'error 10:33 `servers.s.tools.t.when.times.0.zone` cannot be `"+15:00"`'],
    ['leave it open whether there is a certificate', 'when: { client_certificate: optional }', 'error 10:37 `servers.s.tools.t.when.client_certificate` cannot be `"optional"`'],
    ['are not known', 'when: { network: [10.0.0.0/8] }', 'error 10:17 unknown key `network` in `servers.s.tools.t.when`'],
    ['compare with something else', 'arguments: { user: { equals: role } }', 'error 10:38 `servers.s.tools.t.arguments.user.equals` cannot be `"role"`'],
    ['name a claim by no path', 'arguments: { user: { equals: claim..tenant } }', 'error 10:38 `claim..tenant` names no claim'],
    ['ask for claims that nobody has', 'arguments: { user: { equals: claim.tenant } }', 'warning 10:38 no way in use to know a caller tells its claims, so every call is denied'],
  ])('%s', (_, tool, problem) => {
    expect(problemsOf(tool)).toEqual([problem]);
  });

  it('ask for a name where callers have none', () => {
    expect(problemsOf('arguments: { user: { equals: subject } }', '', 'trusted_hops: [127.0.0.1]')).toEqual(['warning 10:38 no way in use to know a caller tells its name, so every call is denied']);
    expect(problemsOf('arguments: { user: { equals: subject } }')).toEqual([]);
  });

  it('of a server, prompt or resource are looked at too', () => {
    expect(problemsOf('enabled: true', '    when: { networks: [x] }\n    prompts: { p: { roles: [a], when: { networks: [y] } } }\n    resources: [{ uri: "x://a/*", roles: [a], when: { networks: [z] } }]\n')).toEqual([
      'error 7:24 `x` is not an address range', 'error 8:52 `y` is not an address range', 'error 9:66 `z` is not an address range',
    ]);
  });
});

describe('an argument that must be the caller\'s, of a tool that is pinned', () => {
  const pinned = (properties: object, closed = true): readonly string[] => {
    const lock = { file: 'lock.json', text: lockOf('s', { tools: [{ name: 't', inputSchema: { type: 'object', properties, additionalProperties: !closed } }] }) };
    return compilePolicy(policyOf('arguments: { user: { equals: subject } }'), 'p.yaml', { lock, read: () => '{"version":1,"keys":[]}' }).problems.map(({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`);
  };
  it.each([[{ user: { type: 'string' } }], [{ user: { type: ['null', 'string'] } }], [{ user: {} }], [{ user: { enum: ['a'] } }]])('is one the server takes as text: %j', (properties) => {
    expect(pinned(properties)).toEqual([]);
  });
  it('is not one that it does not have', () => {
    expect(pinned({ User: { type: 'string' } })).toEqual(['warning 10:38 the pinned `inputSchema` has no argument `user`, so every call is denied']);
    expect(pinned({}, false)).toEqual([]);
  });
  it.each([[{ user: { type: 'integer' } }], [{ user: { type: ['array', 'number'] } }]])('is none that it takes otherwise: %j', (properties) => {
    expect(pinned(properties)).toEqual(['warning 10:38 the pinned `inputSchema` takes no text for `user`, so every call is denied']);
  });
});

it('claims that arguments must equal are named once, by the paths the policy writes', () => {
  const argument = (equals: string): object => ({ equals });
  const servers = { a: { upstream: 'u', tools: { t: { arguments: { x: argument('claim.tenant'), y: argument('subject'), z: {} } }, u: {} }, prompts: { p: { roles: [], arguments: { x: argument('claim.org\\.example.id') } } } }, b: { upstream: 'u', tools: { t: { arguments: { x: argument('claim.tenant') } } } } };
  expect(wantedClaims({ version: 1, roles: {}, servers } satisfies PolicySource)).toEqual(['tenant', 'org\\.example.id']);
});

it('conditions are told by `check`', () => {
  const { description } = compile('when: { networks: [10.0.0.0/8, "fd00::/8"], times: [{ days: [mon-fri, sun], from: 08:00, to: 18:00 }, { zone: local, from: 22:00, to: 02:00 }], client_certificate: required }\narguments: { user: { equals: subject } }', '    when: { client_certificate: required }\n    prompts: { p: { roles: [a], arguments: { user: { equals: subject } } } }\n    resources: [{ uri: "x://a/*", roles: [a], when: { networks: [127.0.0.1] } }]\n');
  expect(description && renderConditions(description)).toBe([
    'Only when',
    'everything  client certificate',
    't           from 10.0.0.0/8, fd00::/8; mon-fri,sun 08:00-18:00 UTC or mon-sun 22:00-02:00 local; client certificate; user = subject',
    'prompt p    user = subject',
    'x://a/*     from 127.0.0.1',
  ].join('\n'));
  expect(compile('enabled: true').description).not.toHaveProperty('conditions');
});
