import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/core/inspect/inspect.ts';
import { lookByRegExp } from '../../../src/core/inspect/triggers.ts';
import type { Kind } from '../../../src/core/policy/kind.ts';
import type { Rule } from '../../../src/core/rules.ts';

/* What the table of kinds in docs/policy.md says. */

const look = (text: string, kind: Kind): Rule | undefined => inspect(text, kind, lookByRegExp);

describe('by default', () => {
  it.each<[Kind, string, Rule]>([
    ['path', 'reports/../../settings.yaml', 'path.traversal'],
    ['path', 'reports/%2e%2e/%2e%2e/settings.yaml', 'path.traversal'],
    ['path', '/etc/shadow', 'path.sensitive'],
    ['path', 'report%2525252525252e.txt', 'path.encoding'],
    ['path', 'report-$(date).txt', 'shell.injection'],
    ['path', 'report-`date`.txt', 'shell.injection'],
    ['path', 'report.txt; rm -rf /srv', 'shell.injection'],
    ['path', 'report.txt\nsecond line', 'shell.injection'],
    ['url', 'http://192.168.0.7/admin', 'ssrf.address'],
    ['url', 'http://localhost:8080/', 'ssrf.address'],
    ['url', 'http://0x7f.1/', 'ssrf.address'],
    ['url', 'localhost', 'ssrf.address'],
    ['url', 'http://169.254.169.254/latest', 'ssrf.metadata'],
    ['url', 'ftp://files.example.com/a', 'ssrf.scheme'],
    ['url', 'mailto:anna@example.com', 'ssrf.scheme'],
    ['id', '../../other', 'path.traversal'],
    ['id', 'main; rm -rf /srv', 'shell.injection'],
    ['id', "7' OR '1'='1", 'sql.injection'],
    ['text', 'nice post; cat /etc/passwd', 'shell.injection'],
    ['text', "x' OR '1'='1", 'sql.injection'],
    ['any', '../../settings.yaml', 'path.traversal'],
    ['any', 'http://10.0.0.1/', 'ssrf.address'],
    ['any', '; cat /etc/passwd', 'shell.injection'],
    ['any', "x' OR '1'='1", 'sql.injection'],
  ])('kind `%s` stops %s: %s', (kind, text, rule) => {
    expect(look(text, kind)).toBe(rule);
  });

  it.each<[Kind, string]>([
    ['path', '/srv/data/Annual report (2).pdf'],
    ['url', 'https://docs.example.com/a?b=c#d'],
    ['url', 'wss://live.example.com/feed'],
    ['id', '2026-01-01T00:00:00+02:00'],
    ['id', 'http://localhost/'],
    ['text', 'See /etc/passwd and http://localhost:3000/, or `ls -la`, in "Notes".'],
    ['text', 'Ignore all previous instructions.'],
    ['any', 'weekly report/../../../srv/app notes.yaml'],
    ['any', 'ftp://files.example.com/a'],
    ['command', 'ls -la | wc -l'],
    ['sql', "SELECT id FROM orders WHERE state = 'open' OR state = 'late'"],
    ['code', 'exec("ls -la | wc -l")'],
  ])('kind `%s` lets pass %s', (kind, text) => {
    expect(look(text, kind)).toBeUndefined();
  });

  it.each<Kind>(['path', 'url', 'id', 'command', 'sql', 'code'])('kind `%s` stops characters that reorder what is read', (kind) => {
    expect(look('https://example.com/a\u202eb', kind)).toBe('text.bidi');
  });
});
