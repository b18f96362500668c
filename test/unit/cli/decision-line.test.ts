import { expect, test } from 'vitest';
import { formatDecision } from '../../../src/cli/start/decision-line.ts';

const entry = { time: '2026-11-20T22:35:54+00:00', role: 'viewer', method: 'tools/call', target: 'echo', decision: 'deny', rule: 'policy.tool', request_time: 0.0074 };
const format = (changes: object): string => (formatDecision(JSON.stringify({ ...entry, ...changes })) ?? '').replace(/\x1b\[\d+m/g, '');

test('a decision is one line of time, role, method, tool, verdict, rule and milliseconds', () => {
  expect(format({}).split(/\s+/)).toEqual(['22:35:54', 'viewer', 'tools/call', 'echo', 'deny', 'policy.tool', '7', 'ms']);
});

test('rules that only alerted stand beside the one that refused, or for it', () => {
  expect(format({ findings: '' })).toContain(' policy.tool ');
  expect(format({ decision: 'allow', rule: '', findings: 'sql.injection text.bidi' })).toContain(' alert sql.injection text.bidi ');
  expect(format({ findings: 'sql.injection' })).toContain(' policy.tool, alert sql.injection ');
});

test('what is not known shows as a dash', () => {
  expect(format({ role: '', target: '' }).split(/\s+/).slice(1, 4)).toEqual(['-', 'tools/call', '-']);
});

test('a request no verdict was written for shows as an error', () => {
  expect(format({ decision: '' })).toContain(' error ');
});

test('names clients choose cannot move the cursor, break the line or flood it', () => {
  const line = format({ target: `\x1b[2J\r\n\u202e${'x'.repeat(500)}` });
  expect(line).not.toMatch(/[\x1b\r\n\u202e]/);
  expect(line.length).toBeLessThan(200);
});

test('what is not a log entry is left out', () => {
  expect(formatDecision('half a li')).toBeUndefined();
  expect(formatDecision('null')).toBeUndefined();
});
