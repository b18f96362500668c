import { describe, expect, it } from 'vitest';
import { StreamRedactor, type Redaction, type RedactionSettings } from '../../src/core/redact/results/redactor.ts';
import { compileSecretSearch } from '../../src/core/redact/results/triggers.ts';
import { loadResultCases, resultCaseFiles } from '../cases/results/load.ts';
import { spellings } from '../cases/results/spellings.ts';
import { useMapsNginx } from '../support/maps-gateway.ts';

const suspectsSecret = compileSecretSearch();

/* The redactor in a real nginx: PCRE's look over bytes must vouch for no more than the same patterns as RegExp. */

/** Takes streams of messages and answers with what became of each, and how long all took. */
const nginx = useMapsNginx(
  {
    look: `
      const { settings, streams } = JSON.parse(await r.readRequestText());
      const started = Date.now();
      const answers = streams.map((messages) => {
        const redactor = new StreamRedactor(settings, new NginxPorts(r.variables));
        return messages.map((message) => redactor.redact(message));
      });
      r.return(200, JSON.stringify({ answers, ms: Date.now() - started }));`,
  },
  { head: (root) => `import { StreamRedactor } from '${root}/src/core/redact/results/redactor.ts';\nimport { NginxPorts } from '${root}/src/host/ports.ts';` },
);

interface Answer {
  readonly answers: readonly (readonly Redaction[])[];
  readonly ms: number;
}

async function redactInNginx(settings: RedactionSettings | undefined, streams: readonly (readonly string[])[]): Promise<Answer> {
  return (await nginx().ask('look', JSON.stringify({ settings, streams }))) as Answer;
}

function redactHere(settings: RedactionSettings | undefined, messages: readonly string[]): readonly Redaction[] {
  const redactor = new StreamRedactor(settings, { suspectsSecret });
  return messages.map((message) => redactor.redact(message));
}

const notice = (spelled: string): string => `{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":${spelled}}}`;
const personal: RedactionSettings = { email: 'redact', phone: 'redact', aadhaar: 'redact', pan: 'redact', ssn: 'redact', iban: 'redact' };
const files = await Promise.all(resultCaseFiles().map(loadResultCases));

describe('the budget of a message', () => {
  const longText = (text: string): string => notice(JSON.stringify(text));
  const mebibyte = (unit: string): string => longText(unit.repeat(1_048_576 / unit.length));

  it.each([
    ['a log of 1 MiB with a few secrets', undefined, longText(Array.from({ length: 12_000 }, (_, at) => `2026-11-0${at % 9}T12:00:1${at % 10}Z INFO request ${at * 7919} from 10.2.${at % 255}.7 path=/items/${at} took ${at % 200} ms${at % 3000 === 0 ? ' AKIAIOSFODNN7EXAMPLE' : ''}\n`).join(''))],
    ['a diff of 1 MiB', undefined, mebibyte('diff --git a/src/a.ts b/src/a.ts\nindex 3f2a11..9c1b0d2 100644\n@@ -10,7 +10,7 @@ export function f() {\n-  const token = read(\'sk-test\');\n+  const authorization = headers[\'Authorization\'];\n   return fetch("https://example.com:8080/x");\n')],
    ['half a MiB of records with addresses', { email: 'redact' }, notice(JSON.stringify(records()))],
    ['the same as text', { email: 'redact' }, longText(JSON.stringify(records()))],
  ] as const)('lasts for %s', async (_, settings, message) => {
    const { answers } = await redactInNginx(settings, [[message]]);
    expect(answers[0]?.[0]).toMatchObject({ blocked: false });
  });

  it.each([
    ['beginnings of everything', mebibyte('AKIA AIza npm_ ghp_ gl xox k_live_ sk-ant- hf_ SG. shpat_ eyJ secret sig= bearer cookie :// 4 PRIVATE KEY AKIAIOSFODNN7EXAMPLE ')],
    ['tokens', mebibyte('eyJaaaaaaaa.eyJaaaaaaaa. ')],
    ['short strings', notice(JSON.stringify(Array.from({ length: 262_144 }, () => 'a')))],
    ['texts that are open', JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content: Array.from({ length: 26_000 }, () => ({ type: 'text', text: 'sk-proj-aaaaaaaa' })) } })],
    ['places that are open', notice(JSON.stringify(Array.from({ length: 65_536 }, (_, at) => ({ [`k${at % 20}`]: 'eyJ' }))))],
  ])('ends %s, before the worker is held for long', async (_, message) => {
    const { answers, ms } = await redactInNginx(undefined, [[message]]);
    expect(answers[0]?.[0]).toMatchObject({ blocked: true, rules: expect.arrayContaining(['inspect.budget']) as unknown });
    // A tenth to a third of a second where nothing else runs; without the budget it is one to ten.
    expect(ms).toBeLessThan(1000);
  });
});

/** Half a MiB of them. */
function records(): readonly unknown[] {
  return Array.from({ length: 5200 }, (_, at) => ({ id: 1000 + at, name: `Person Number${at}`, email: `person.${at}@example.com`, city: 'Pune', amount: at * 1.5 }));
}

describe.each(files)('secret.$rule', ({ attacks, benign }) => {
  const texts = [...attacks, ...benign].map((one) => (typeof one === 'string' ? one : one[1]).replace(/[«»]/g, ''));

  it.each([
    ['the defaults', undefined],
    ['everything on', personal],
  ] as const)('nginx and Node agree on it in every spelling, with %s', async (_, settings) => {
    const streams = texts.flatMap((text) => Object.values(spellings).map((spell) => [notice(spell(text))]));
    expect((await redactInNginx(settings, streams)).answers).toEqual(streams.map((messages) => redactHere(settings, messages)));
  });

  it('nginx and Node agree on it in two events, wherever it is cut', async () => {
    const streams = texts.flatMap((text) => Array.from({ length: Math.min(text.length, 120) }, (_, at) => [text.slice(0, at), text.slice(at)].map((part) => notice(JSON.stringify(part)))));
    expect((await redactInNginx(undefined, streams)).answers).toEqual(streams.map((messages) => redactHere(undefined, messages)));
  });
});
