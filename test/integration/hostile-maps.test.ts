import { describe, expect, it } from 'vitest';
import { aloneMaps } from '../../src/core/inspect/alone-maps.ts';
import { kinds } from '../../src/core/policy/kind.ts';
import { caseFiles, loadCases } from '../cases/load.ts';
import { families, fill } from '../engine/adversarial.ts';
import { mixedNearMisses } from '../engine/near-misses.ts';
import { useMapsNginx } from '../support/maps-gateway.ts';

/*
 * nginx looks at every text and body with PCRE, whose time no test in JavaScript shows: here the same nginx takes it.
 */

/** The texts given, in bytes or a little more; the longer takes four times as long where time is in proportion. */
const long = 1 << 20;
const quarter = long / 4;
const mostTimes = 6;
/** Milliseconds that a look at the longer may take, a machine at its worst included, and from which growth is measured. */
const budget = 150;
const noteworthy = 16;

/** The maps of $portcullis_text that are asked of texts as long as may come. */
const textMaps = [...kinds.map((kind) => `odd_${kind}`), ...Object.values(aloneMaps), 'path_form', 'plain_key', 'back', 'odd_secret', 'odd_personal'];
/** And the one that is asked of what the log shows, never longer than this. */
const shownMap = 'text_form';
const shown = 120;

interface Look {
  readonly name: string;
  readonly value: string;
  readonly ms: number;
}

/** A map as ours are, with a pattern that takes exponential time, which PCRE limits. */
const exhausting = 'map $portcullis_text $portcullis_exhausted {\n volatile;\n "~*(?s)^(?:(?:a|b)b?)*z" 1;\n "~^" "";\n default 1;\n}';

/** Answers what a map makes of the body, and the milliseconds of the fastest of three looks; of a map of $request_body, which is asked once, of that. */
const head = (): string => `
  function look(variables, name, text) {
    let value = '';
    let best = Infinity;
    for (let round = 0; round < (text === undefined ? 1 : 3); round++) {
      const start = Date.now();
      if (text !== undefined) variables.portcullis_text = text;
      value = variables['portcullis_' + name];
      best = Math.min(best, Date.now() - start);
    }
    return { name, value, ms: best };
  }`;
const nginx = useMapsNginx(
  {
    texts: `
      const text = await r.readRequestText();
      r.return(200, JSON.stringify(r.args.maps.split('.').map((name) => look(r.variables, name, text))));`,
    body: `
      await r.readRequestArrayBuffer();
      r.return(200, JSON.stringify([look(r.variables, 'call')]));`,
  },
  { head, more: exhausting },
);

async function lookAtText(maps: readonly string[], text: string): Promise<readonly Look[]> {
  return (await nginx().ask('texts', text, `?maps=${maps.join('.')}`)) as readonly Look[];
}

async function lookAtBody(body: string): Promise<readonly Look[]> {
  return (await nginx().ask('body', body)) as readonly Look[];
}

/** Every look at such a text: as a text, as a body, and as the argument of a call. */
async function lookAtAll(text: string): Promise<readonly Look[]> {
  const call = JSON.stringify({ method: 'tools/call', params: { name: 'read', arguments: { text } }, jsonrpc: '2.0', id: 1 });
  const found = [lookAtText(textMaps, text), lookAtBody(text), lookAtBody(call)];
  return (await Promise.all(found)).flat().map((one, index) => ({ ...one, name: `${one.name} ${index}` }));
}

const files = await Promise.all(caseFiles().map(loadCases));
const units = [...families, ...mixedNearMisses(files)];

/** What PCRE gave up on: nginx says so, and with what text. */
const gaveUp = (): boolean => nginx().said().includes('pcre2_match() failed');

describe('what nginx looks at texts and bodies with', () => {
  it.each(units)('takes time in proportion: %s', async (_, unit) => {
    const looks = await lookAtAll(fill(unit, long));
    const slow = looks.filter(({ ms }) => ms >= noteworthy).map(({ name }) => name);
    for (const name of slow) expect(await leastGrowth(unit, name), name).toBeLessThanOrEqual(mostTimes);
    expect(looks.filter(({ ms }) => ms > budget)).toEqual([]);
  });

  it('never gives up, which would write the text into the error log', async () => {
    for (const [, unit] of units) await lookAtText([shownMap], fill(unit, shown));
    expect(gaveUp()).toBe(false);
  });

  it('would answer "suspicious" if it gave up', async () => {
    const valueOf = async (text: string): Promise<string | undefined> => (await lookAtText(['exhausted'], text))[0]?.value;
    expect(await valueOf('abababyz')).toBe('');
    expect(gaveUp()).toBe(false);
    expect(await valueOf(`${'ab'.repeat(50)}yz`)).toBe('1');
    expect(gaveUp()).toBe(true);
  });
});

/** How many times as long the longer text takes, the least of a few tries: others use the machine too. */
async function leastGrowth(unit: string, name: string): Promise<number> {
  const timeOf = async (length: number): Promise<number> => (await lookAtAll(fill(unit, length))).find((one) => one.name === name)?.ms ?? Infinity;
  let least = Infinity;
  for (let round = 0; round < 5 && least > mostTimes; round++) least = Math.min(least, (await timeOf(long)) / Math.max(1, await timeOf(quarter)));
  return least;
}
