import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rules } from '../../src/core/rules.ts';
import { documents } from '../support/json-documents.ts';
import { memberOf, readWithLossless, readWithNode, type Reading } from '../support/json-readings.ts';
import { identity } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { startPython } from '../support/python.ts';
import { useRecordedGateway, useRunning } from '../support/suite.ts';

const policy = `
version: 1
${identity}
roles: { caller: {} }
servers:
  files:
    upstream: files
    tools: { pick: { roles: [caller], arguments: { choice: { enum: ["yes", 7, true] }, note: {} } } }
`;
const { gateway, recorder } = useRecordedGateway(policy);
const python = useRunning(startPython);
const allowedChoices = new Set(['["string","yes"]', '["number","7"]', '["literal","true"]', '["literal","null"]']);

/** Sends a document; what reached the upstream must be what was sent and read by every parser as it was judged. */
async function compare(document: Buffer): Promise<'passed' | 'refused'> {
  recorder().reset();
  const answer = await post(gateway().port, document, { headers: { 'X-Agent-Role': 'caller' } });
  const decision = await gateway().decision(answer.headers.get('x-request-id') ?? '');
  const [received] = recorder().requests;
  if (received === undefined) {
    expect(decision.decision).toBe('deny');
    expect(Object.keys(rules)).toContain(decision.rule);
    expect(recorder().broken).toEqual([]);
    return 'refused';
  }
  expect(received.body.equals(document)).toBe(true);
  expect(decision).toMatchObject({ decision: 'allow', rule: '' });
  const text = received.body.toString();
  const readings = [readWithNode(text), await python().read(received.body), readWithLossless(text)];
  for (const reading of readings) expectAsJudged(reading, decision.method, decision.target);
  expect(readings[1]).toEqual(readings[0]);
  expect(readings[2]).toEqual(readings[0]);
  return 'passed';
}

/** Whether a parser read the method and target the gateway logged, and nothing the policy does not grant. */
function expectAsJudged(reading: Reading, method: string, target: string): void {
  expect(memberOf(reading, 'method')).toEqual(['string', method]);
  if (method !== 'tools/call') return;
  expect(target).toBe('pick');
  expect(memberOf(reading, 'params', 'name')).toEqual(['string', 'pick']);
  const given = memberOf(reading, 'params', 'arguments');
  expect(given?.[0] ?? 'object').toBe('object');
  for (const [key, value] of given?.[0] === 'object' ? given[1] : []) {
    expect(['choice', 'note']).toContain(key);
    const choices = key === 'note' ? [] : value[0] === 'array' ? value[1] : [value];
    for (const choice of choices) expect(allowedChoices).toContain(JSON.stringify(choice));
  }
}

const call = (args: string): string => `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pick","arguments":${args}}}`;

it.each([
  call('{"choice":"yes"}'),
  call('{"choice":7.0}'),
  call('{"choice":70e-1}'),
  call('{"choice":"\\u0079\\u0065\\u0073"}'),
  call('{"choice":"yes","note":"\\ud83c\\udf0d \\u2028 \\/"}'),
  call('{"choice":"yes","note":{"":{"a":[1,1.5,-0,1e-7,5e-324,9007199254740991,null]}}}'),
  call(' {\r\n\t"choice" :\t"yes" } '),
  call('{"choice":"yes","note":"{\\"method\\":\\"ping\\"}"}'),
  '{"params":{"arguments":{"choice":7},"name":"pick"},"method":"tools/call","id":"x","jsonrpc":"2.0"}',
  '{"jsonrpc":"2.0","id":9007199254740991,"method":"ping"}',
])('every parser reads %s as it was judged', async (document) => {
  expect(await compare(Buffer.from(document))).toBe('passed');
});

it.each([
  call('{"choice":"no","choice":"yes"}'),
  call('{"choice":"yes","ch\\u006fice":"no"}'),
  call('{"choice":9007199254740993}'),
  call('{"choice":1e400}'),
  call('{"choice":"yes","note":"\\ud800"}'),
  call('{"choice":"yes","note":"\\u0000"}'),
  call('{"choice":"yes","note":{"__proto__":{"choice":"no"}}}'),
  `${call('{"choice":"yes"}')}${call('{"choice":"no"}')}`,
  call('{"choice":"yes"}').replace('"id":1', '"id":1e0').replace('"pick"', '"pick\\u0000"'),
  call('{"choice":"yes"}').replace('"method"', '"METHOD":"ping","method"'),
])('what parsers may read differently is refused: %s', async (document) => {
  expect(await compare(Buffer.from(document))).toBe('refused');
});

it('whatever passes is read by Node, Python and a third parser as the gateway judged it', async () => {
  const outcomes = { passed: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      outcomes[await compare(document)]++;
    }),
    { numRuns: 2500, seed: 20_261_120 },
  );
  // Neither side may be empty, or nothing was compared.
  expect(Math.min(outcomes.passed, outcomes.refused)).toBeGreaterThan(300);
});
