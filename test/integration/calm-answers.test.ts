import { describe, expect, it } from 'vitest';
import { compileSecretSearch } from '../../src/core/redact/results/triggers.ts';
import { loadResultCases, resultCaseFiles } from '../cases/results/load.ts';
import { spellings } from '../cases/results/spellings.ts';
import { useMapsNginx } from '../support/maps-gateway.ts';

/* The one pattern that vouches for an ordinary answer must be stricter than the triggers of secrets, each of which it spares. */

const suspectsSecret = compileSecretSearch();

/** Takes answers to the request 1 and says of each in which form it is calm, if it is. */
const nginx = useMapsNginx({
  look: `
    const answers = JSON.parse(await r.readRequestText());
    r.variables.portcullis_id = '1';
    r.return(200, JSON.stringify(answers.map((answer) => {
      r.variables.portcullis_text = answer;
      // Behind it stands what the head says of the length, which no answer has here.
      return r.variables.portcullis_calm.trim();
    })));`,
});

async function formsOf(answers: readonly string[]): Promise<readonly string[]> {
  return (await nginx().ask('look', JSON.stringify(answers))) as string[];
}

const answerWith = (result: string): string => `{"jsonrpc":"2.0","id":1,"result":${result}}`;
/** Texts as JSON strings: as a text, as the name of a member, before a number, in a list and on a stream. */
const places: readonly ((spelled: string) => string)[] = [
  (spelled) => answerWith(`{"content":[{"type":"text","text":${spelled}}]}`),
  (spelled) => `{"result":{"structuredContent":{${spelled}:1}},"jsonrpc":"2.0","id":1}`,
  (spelled) => answerWith(`{"structuredContent":{"a":[${spelled},4111,${spelled}]}}`),
  (spelled) => `event: message\ndata: ${answerWith(`{"content":[{"type":"text","text":${spelled}}]}`)}\n\n`,
];

const files = await Promise.all(resultCaseFiles().map(loadResultCases));
const known = files.flatMap(({ attacks, benign }) => [...attacks, ...benign].map((one) => (typeof one === 'string' ? one : one.join(': ')).replace(/[«»]/g, '')));

/** What triggers look for, in pieces: in random order they are whole, broken, and at ends. */
const pieces = [
  ...['AKIA', 'ASIA', 'AIza', 'eyJ', 'ghp_', 'github_pat_', 'glpat-', 'xoxb-', 'sk_live_', 'whsec_', 'sk-', 'sk-ant-', 'hf_', 'SG.', 'ya29.', 'shpat_', 'GOCSPX-', 'pypi-', 'npm_', 'dop_v1_', '1Q~', 'hooks.slack.com/', '-----BEGIN', 'PRIVATE KEY', 'AGE-SECRET-KEY-'],
  ...['secret_key', 'Secret Access Key', 'SharedAccessKey', 'AccountKey', 'security_token', 'sessionToken', 'session-session-token', 'aws_secret', 'AWS session token', 'aws-token', 'sig=', 'SIG=', 'Bearer ', 'bearer\t', 'Authorization: Basic ', 'authorization', 'cookie: ', 'Cookie', '="'],
  ...['://', 'https://', 'http://example.com', 'ftp://user:', 'pass@', 'host:8080/', 'example.com', ':', '@', '/', '\\', '\b', '\n', '\t', '"', "'", '=', '-', '_', '.', ' ', ' ', ' ', ',', '<', '{'],
  ...['4111 1111 1111 1111', '4111', '1111', '378282246310005', '5500-0000', '2223', '2026-11-21', '20', '1700000000000', '6', '0', '37'],
  ...['a', 'b', 'k', 'Z', 'word', 'Report', 'aaaaaaaaaaaaaaaa', 'A1B2C3D4E5F6G7H8', 'abcdefghijklmnopqrstuvwxyz0123456789'],
];

/** A small generator of the same numbers each time. */
function* numbers(): Generator<number> {
  let state = 20_261;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

function randomTexts(count: number): string[] {
  const random = numbers();
  const next = (below: number): number => Math.floor((random.next().value as number) * below);
  return Array.from({ length: count }, () => Array.from({ length: 1 + next(7) }, () => pieces[next(pieces.length)] ?? '').join(''));
}

describe.each([
  ['the cases of redaction', known],
  ['texts of all that triggers look for', randomTexts(30_000)],
] as const)('of %s', (_, texts) => {
  it.each(Object.entries(spellings))('none is calm that a trigger suspects, written %s', async (__, write) => {
    const answers = texts.flatMap((text) => places.map((place) => place(write(text))));
    const forms = await formsOf(answers);
    expect(answers.filter((answer, at) => forms[at] !== '' && suspectsSecret(answer, false)).slice(0, 5)).toEqual([]);
  }, 60_000);
});

it('random texts are calm often enough for the tests to mean something', async () => {
  const forms = await formsOf(randomTexts(3000).map((text) => answerWith(`{"content":[{"type":"text","text":${JSON.stringify(text)}}]}`)));
  expect(forms.filter((form) => form === 'document').length).toBeGreaterThan(300);
});

it.each([
  'Done.',
  'Wrote 42 lines to /srv/data/reports/2026/annual.txt at 2026-11-21T07:12:42Z.',
  'See https://www.example.com/reports/q3?id=7 and http://localhost/; "quoted", it\'s 3.5% (of 1200).\n- item_one\n- item-two: 100',
  '{"name":"Ann","tasks":[{"id":12345678,"url":"https://example.com","ok":true}],"total":1e3}',
  'def main():\n    key = lookup(name)\n    return key == "word" or token_count > 10',
])('an everyday answer is calm: %s', async (text) => {
  const content = `{"content":[{"type":"text","text":${JSON.stringify(text)}}]}`;
  expect(await formsOf([answerWith(content), `event: message\nid: a1_2\ndata: ${answerWith(content)}\n\n`])).toEqual(['document', 'stream']);
});

it.each([
  ['another id', '{"jsonrpc":"2.0","id":2,"result":{}}'],
  ['an id that begins with it', '{"jsonrpc":"2.0","id":11,"result":{}}'],
  ['the id as text', '{"jsonrpc":"2.0","id":"1","result":{}}'],
  ['two ids', '{"jsonrpc":"2.0","id":1,"id":1,"result":{}}'],
  ['another member', '{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}'],
  ['an error', '{"jsonrpc":"2.0","id":1,"error":{}}'],
  ['more behind it', '{"jsonrpc":"2.0","id":1,"result":{}} '],
  ['a break within', '{"jsonrpc":"2.0","id":1,"result":{"content":["\n"]}}'],
  ['what is beyond ASCII', '{"jsonrpc":"2.0","id":1,"result":{"content":["é"]}}'],
  ['a number as long as a card\'s', '{"jsonrpc":"2.0","id":1,"result":{"structuredContent":{"a":4111111111111111}}}'],
])('an answer with %s is not', async (_, answer) => {
  expect(await formsOf([answer, `data: ${answer}\n\n`])).toEqual(['', '']);
});
