import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import { readConf } from './read-conf.ts';

interface Parts {
  readonly top?: string;
  readonly server?: string;
  readonly tool?: string;
  readonly prompt?: string;
}

function compile({ top = '', server = '', tool = '', prompt = '' }: Parts) {
  return compilePolicy(`version: 1\nidentity: { anonymous: reader }\n${top}\nroles: { reader: {} }\nservers:\n  s:\n    upstream: up\n    ${server}\n    tools: { t: { roles: [reader]${tool} } }\n    prompts: { p: { roles: [reader]${prompt} } }\n`, 'p.yaml');
}

function problemsOf(parts: Parts): readonly string[] {
  return compile(parts).problems.map(({ severity, line, message }) => `${severity} ${line}: ${message}`);
}

function entriesOf(parts: Parts): Readonly<Record<'server' | 'tool' | 'prompt', unknown>> {
  const lookup = readConf(compile(parts).conf ?? '');
  const entry = (key: string): unknown => JSON.parse(lookup(key) ?? 'null');
  return { server: entry('s:s:'), tool: entry('t:s:t'), prompt: entry('p:s:p') };
}

describe('a policy with a decision point', () => {
  const top = 'decisions: { type: authzen }';

  it('says so of each server, tool and prompt', () => {
    expect(entriesOf({ top })).toMatchObject({ server: { external: { type: 'authzen', location: '/portcullis_decision', timeout: 1000 } }, tool: { sends: [] }, prompt: { sends: [] } });
    expect(entriesOf({ top: 'decisions: { type: opa, location: /a/b, timeout: 5ms, cache: 2m }', tool: ', decisions: { arguments: [a] }', prompt: ', decisions: { arguments: [b] }' })).toMatchObject({
      server: { external: { type: 'opa', location: '/a/b', timeout: 5, cache: 120_000 } },
      tool: { sends: ['a'] },
      prompt: { sends: ['b'] },
    });
  });

  it('says nothing where there is none', () => {
    for (const parts of [{}, { top, server: 'decisions: off' }, { top: 'decisions: off' }]) {
      const { server, tool, prompt } = entriesOf(parts);
      expect([server, tool, prompt].some((entry) => JSON.stringify(entry).includes('sends') || JSON.stringify(entry).includes('external'))).toBe(false);
    }
  });

  it('takes what the server says in the stead of what is said for all', () => {
    expect(entriesOf({ top: 'decisions: { type: authzen, cache: 1s }', server: 'decisions: { type: opa }' })).toMatchObject({ server: { external: { type: 'opa', location: '/portcullis_decision', timeout: 1000 } } });
    expect(JSON.stringify(entriesOf({ top: 'decisions: { type: authzen, cache: 1s }', server: 'decisions: { type: opa }' }))).not.toContain('cache');
  });

  it('has a zone for decisions only where some are kept', () => {
    expect(compile({ top }).conf).not.toContain('portcullis_decided');
    expect(compile({}).conf).not.toContain('portcullis_decided');
    expect(compile({ top: 'decisions: { type: authzen, cache: 1s }' }).conf).toContain('js_shared_dict_zone zone=portcullis_decided:1m timeout=99m evict;');
  });

  it('needs no variable', () => {
    const names = (conf = '') => new Set(conf.match(/\$\w+/g));
    expect(names(compile({ top: 'decisions: { type: authzen, cache: 1s }' }).conf)).toEqual(names(compile({}).conf));
  });

  it.each<[Parts, string]>([
    [{ top: 'decisions: {}' }, 'error 3: `decisions` needs `type`'],
    [{ top: 'decisions: on' }, 'error 3: `decisions` cannot be `"on"`'],
    [{ top: 'decisions: { type: xacml }' }, 'error 3: `decisions.type` cannot be `"xacml"`'],
    [{ top: 'decisions: { type: opa, timeout: 3s }' }, 'error 3: `decisions.timeout` cannot be `"3s"`'],
    [{ top: 'decisions: { type: opa, timeout: 0ms }' }, 'error 3: `decisions.timeout` cannot be `"0ms"`'],
    [{ top: 'decisions: { type: opa, cache: 0s }' }, 'error 3: `decisions.cache` cannot be `"0s"`'],
    [{ top: 'decisions: { type: opa, location: "http://pdp" }' }, 'error 3: `decisions.location` cannot be `"http://pdp"`'],
    [{ top: 'decisions: { type: opa, location: "/a$b" }' }, 'error 3: `decisions.location` cannot be `"/a$b"`'],
    [{ top: 'decisions: { type: opa, location: /mcp }' }, 'error 3: `/mcp` is where clients reach the server'],
    [{ server: 'decisions: { type: opa, location: /mcp }' }, 'error 8: `/mcp` is where clients reach the server'],
    [{ tool: ', decisions: { arguments: [a] }' }, 'error 9: nobody is asked for decisions here'],
    [{ top, server: 'decisions: off', prompt: ', decisions: { arguments: [a] }' }, 'error 10: nobody is asked for decisions here'],
    [{ top, tool: ', arguments: { path: { kind: id } }, decisions: { arguments: [paht] }' }, 'error 9: there is no argument `paht`'],
  ])('%j: %s', (parts, problem) => {
    expect(problemsOf(parts).join('\n')).toBe(problem);
  });
});
