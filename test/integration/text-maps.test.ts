import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lookByRegExp } from '../../src/core/inspect/triggers.ts';
import { isPlainKey } from '../../src/core/redact/keys.ts';
import { useMapsNginx } from '../support/maps-gateway.ts';
import { unseenTexts } from '../support/unseen-texts.ts';

const nginx = useMapsNginx(
  {
    texts: `
    const { kind, texts } = JSON.parse(await r.readRequestText());
    r.return(200, JSON.stringify(texts.map((text) => {
      r.variables.portcullis_text = text;
      return r.variables['portcullis_odd_' + kind];
    })));`,
    keys: `
    r.return(200, JSON.stringify(JSON.parse(await r.readRequestText()).filter((text) => {
      r.variables.portcullis_text = text;
      return r.variables.portcullis_plain_key === '1';
    })));`,
    suspects: `
      const ports = new NginxPorts(r.variables, false);
      r.return(200, JSON.stringify(JSON.parse(await r.readRequestText()).map((text) => ports.suspects('any', text, 'form'))));`,
  },
  { head: (root) => `import { NginxPorts } from '${root}/src/host/ports.ts';` },
);

/** PCRE reads bytes, and conditions of several characters could be rendered for it otherwise than for JavaScript. */
it.each(['text', 'any', 'code'] as const)('nginx suspects the same of a text with characters that show nothing as JavaScript does: kind %s', async (kind) => {
  // What is `odd` is no matter of these characters, but that a byte order mark is blank to `\s` in JavaScript and not to PCRE.
  const texts = fc.sample(unseenTexts, { numRuns: 3_000, seed: 7 }).filter((text) => text !== '' && lookByRegExp.suspicion(kind, text) !== 'odd');
  const found = (await nginx().ask('texts', JSON.stringify({ kind, texts }))) as readonly string[];
  const differing = texts.filter((text, at) => found[at] !== lookByRegExp.suspicion(kind, text));
  expect(differing.map((text) => JSON.stringify(text))).toEqual([]);
  expect(found.filter((what) => what === '').length).toBeGreaterThan(100);
  expect(found.filter((what) => what !== '').length).toBeGreaterThan(500);
});

it('a blank beyond ASCII before a path does not keep nginx from suspecting one, asked for that alone', async () => {
  expect(await nginx().ask('suspects', JSON.stringify(['\u00a0file:/srv/x', ' file:/srv/x', 'a\u00a0b']))).toEqual([true, true, false]);
});

it('nginx finds the same names ordinary as are made ready with a tool', async () => {
  const words = ['path', 'user', 'pin', 'Pin', 'PIN', 'auth', 'token', 'key', 'keyboard', 'Key', 'a', 'A', 'b2', '_', '-', '.', '"', ' ', 'session', 'card', 'x'.repeat(16)];
  const names = [...new Set(fc.sample(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')), { numRuns: 3_000, seed: 7 }))];
  const plain = names.filter(isPlainKey);
  expect(await nginx().ask('keys', JSON.stringify(names))).toEqual(plain);
  expect(plain.length).toBeGreaterThan(50);
  expect(plain.filter((name) => /token|session|[_.-](?:pin|auth|card)$/.test(name))).toEqual([]);
});
