import { beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../src/core/inspect/inspect.ts';
import { lookByRegExp } from '../../src/core/inspect/triggers.ts';
import { kinds, type Kind } from '../../src/core/policy/kind.ts';
import { caseFiles, loadCases } from '../cases/load.ts';
import { callTool } from '../support/messages.ts';
import { identity } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { useRecordedGateway } from '../support/suite.ts';

const policy = `
version: 1
${identity}
roles: { writer: {} }
servers:
  files:
    upstream: files
    tools:
      look: { roles: [writer], arguments: { ${kinds.map((kind) => `${kind}: { kind: ${kind}, string: 64KiB }`).join(', ')} } }
`;

/** Blanks to JavaScript, as to some databases, and none to PCRE. */
const wide = ['\u00a0', '\u2003', '\u3000', '\ufeff'];

describe('blanks beyond ASCII', () => {
  const { gateway } = useRecordedGateway(policy);
  let texts: readonly (readonly [Kind, string])[] = [];

  beforeAll(async () => {
    const files = await Promise.all(caseFiles().map(loadCases));
    const attacks = files.flatMap((file) => file.attacks).filter(([, text]) => text.includes(' ') && text.length < 400);
    const letter = 'The report is fine and long. '.repeat(200);
    const spread = wide.flatMap((blank) => [1, 600, 3_000].map((count) => ['text', `${letter}x'${blank.repeat(count)}or 1=1 -- ${letter}`] as const));
    // Every third, each with another blank: in all places, or in the first.
    const changed = attacks.filter((_, at) => at % 3 === 0).flatMap(([kind, text], at) => {
      const blank = wide[at % wide.length] ?? '';
      return [[kind, text.replaceAll(' ', blank)], [kind, text.replace(' ', blank)], ['any', text.replace(' ', blank)]] as const;
    });
    // The one that shows nothing, where nothing else is found.
    texts = [...spread, ...changed, ['text', 'the pay\ufeffpal log\ufeffin page']];
  });

  it('hide nothing from nginx that is found without it', async () => {
    const found = { refused: 0, passed: 0 };
    for (const [kind, text] of texts) {
      const answer = await post(gateway().port, callTool('look', { [kind]: text }), { headers: { 'X-Agent-Role': 'writer' } });
      const { rule } = await gateway().decision(answer.headers.get('x-request-id') ?? '');
      expect(rule, `${kind}: ${JSON.stringify(text.slice(0, 400))}`).toBe(inspect(text, kind, lookByRegExp) ?? '');
      found[rule === '' ? 'passed' : 'refused'] += 1;
    }
    expect(found.refused).toBeGreaterThan(100);
    expect(found.passed).toBeGreaterThan(10);
  }, 120_000);

  it.each(['text', 'any'] as const)('are nothing in ordinary prose: kind %s', async (kind) => {
    const prose = 'Elle a dit\u00a0: \u00ab\u00a0oui\u00a0\u00bb\u202f; puis, le 3\u00a0mai, elle est partie\u202f! Qui sait\u202f? ';
    for (const count of [1, 400]) {
      const answer = await post(gateway().port, callTool('look', { [kind]: prose.repeat(count) }), { headers: { 'X-Agent-Role': 'writer' } });
      expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'allow', rule: '', findings: '' });
    }
  });
});
