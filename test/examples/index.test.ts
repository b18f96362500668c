import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../support/bundle.ts';

const examples = join(packageFolder, 'examples');
const folders = (await readdir(examples, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
/** `start` and `compose` are policies of `npm start` and `docker compose up`, which write their own nginx.conf. */
const topics = folders.filter((name) => name !== 'start' && name !== 'compose');
const policies = folders.map((name) => (name === 'compose' ? `${name}/portcullis` : name));
const tests = await readdir(import.meta.dirname);

it('there are examples', () => {
  expect(topics).toHaveLength(11);
});

it('the index has each, and nothing else', async () => {
  const index = await readFile(join(examples, 'README.md'), 'utf8');
  const listed = [...index.matchAll(/^\| \[([\w-]+)\]\(\1\/\) \|/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(folders.toSorted());
});

it('each test is of an example', () => {
  expect(tests.filter((name) => name !== 'index.test.ts').toSorted()).toEqual(topics.map((name) => `${name}.test.ts`).toSorted());
});

describe.each(topics)('%s', (topic) => {
  it('has a README, an nginx.conf, a policy and nothing that is not named in its README', async () => {
    const files = await readdir(join(examples, topic));
    expect(files).toEqual(expect.arrayContaining(['README.md', 'nginx.conf', 'policy.yaml']));
    const readme = await readFile(join(examples, topic, 'README.md'), 'utf8');
    expect(files.filter((name) => name !== 'README.md' && !readme.includes(name))).toEqual([]);
  });

  it('leads to a server by the verdict alone', async () => {
    const conf = await readFile(join(examples, topic, 'nginx.conf'), 'utf8');
    const locations = [...conf.matchAll(/set \$mcp_server [^}]*/g)].map(([text]) => text);
    expect(locations.length).toBeGreaterThan(0);
    for (const text of locations) expect(text).toMatch(/include portcullis\/location\.conf;[^}]*proxy_pass http:\/\/\$mcp_upstream;/);
  });

  it('quotes its own files as they are', async () => {
    const readme = await readFile(join(examples, topic, 'README.md'), 'utf8');
    const files = await readdir(join(examples, topic));
    const own = (await Promise.all(files.filter((name) => name !== 'README.md').map((name) => readFile(join(examples, topic, name), 'utf8')))).map(trimLines);
    const quotes = [...readme.matchAll(/```(?:nginx|yaml)\n([^]*?)```/g)].map(([, text = '']) => trimLines(text));
    expect(quotes.length).toBeGreaterThan(0);
    expect(quotes.filter((quote) => !own.some((file) => file.includes(quote)))).toEqual([]);
  });
});

describe.each(policies)('the policy of %s', (folder) => {
  it('has no problems, warnings included', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(packageFolder, 'dist/cli.js'), 'check', '--json', join(examples, folder, 'policy.yaml')]);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [] });
  });
});

/** Indentation may differ where a few lines are quoted. */
function trimLines(text: string): string {
  return text.split('\n').map((line) => line.trim()).join('\n').trim();
}
