import { afterAll, beforeAll, expect, it } from 'vitest';
import { startHandlers, type HandlerGateway } from '../support/handler-gateway.ts';

const source = `
import { sharedProofs } from './src/host/dpop/shared-proofs.ts';

async function spend(r) {
  const { proofs, milliseconds } = JSON.parse(await r.readRequestText());
  r.return(200, JSON.stringify(proofs.map((proof) => sharedProofs.spend(proof, milliseconds) ?? 'spent')));
}

async function sign(r) {
  r.return(200, JSON.stringify(sharedProofs.sign(JSON.parse(await r.readRequestText()).text)));
}

export default { spend, sign };
`;

let gateway: HandlerGateway;
beforeAll(async () => {
  gateway = await startHandlers({
    source, workers: 2, http: 'js_shared_dict_zone zone=portcullis_dpop:64k timeout=1h;',
    server: 'location /spend { js_access handlers.spend; proxy_pass http://127.0.0.1:9; } location /sign { js_access handlers.sign; proxy_pass http://127.0.0.1:9; }',
  });
});
afterAll(() => gateway.stop());

const spend = async (proofs: readonly string[], milliseconds = 60_000): Promise<readonly string[]> => (await gateway.ask('/spend', { proofs, milliseconds })) as readonly string[];

it('a proof is spent once, whichever workers have it at the same time', async () => {
  const found = await Promise.all(Array.from({ length: 30 }, () => spend(['one'])));
  expect(found.flat().filter((one) => one === 'spent')).toHaveLength(1);
  expect(new Set(found.flat())).toEqual(new Set(['spent', 'dpop.replay']));
});

it('all workers sign alike, and texts differently', async () => {
  const signed = await Promise.all(Array.from({ length: 20 }, () => gateway.ask('/sign', { text: 'a' })));
  expect(new Set(signed).size).toBe(1);
  expect(signed[0]).toMatch(/^[\w-]{43}$/);
  expect(await gateway.ask('/sign', { text: 'b' })).not.toBe(signed[0]);
});

it('proofs beyond what there is room for are refused, those before are not forgotten, and their time makes room', async () => {
  const first = Array.from({ length: 50 }, (_, at) => `first ${at} ${'x'.repeat(40)}`);
  expect(new Set(await spend(first))).toEqual(new Set(['spent']));
  const many = Array.from({ length: 2000 }, (_, at) => `many ${at} ${'x'.repeat(40)}`);
  const found = await spend(many, 1);
  expect(found.indexOf('dpop.full')).toBeGreaterThan(100);
  expect(new Set(await spend(first))).toEqual(new Set(['dpop.replay']));
  expect(await spend([many[0] ?? ''])).toEqual(['dpop.replay']);
  const signed = await gateway.ask('/sign', { text: 'a' });
  await expect.poll(async () => (await spend([`late ${Date.now()}`]))[0], { timeout: 10_000 }).toBe('spent');
  expect(await gateway.ask('/sign', { text: 'a' })).toBe(signed);
  expect(new Set(await spend(first))).toEqual(new Set(['dpop.replay']));
});
