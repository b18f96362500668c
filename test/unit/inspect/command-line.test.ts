import { describe, expect, it } from 'vitest';
import { isCommandLine, longestLine } from '../../../src/core/inspect/command-line.ts';
import { lookByRegExp } from '../../../src/core/inspect/triggers.ts';

describe('a whole command line', () => {
  it.each([
    'grep -r foo . | sort',
    'cd a && make',
    'sudo -E systemctl restart web; date',
    'A=1 B="x y" make all',
    'for f in *; do echo "$f"; done',
    'while read -r line; do echo "$line"; done < names',
    'if [ -f a ]; then cat a; fi',
    '(cd a && ls)',
    '$ ls -l | head',
    '```sh\ndu -sh\n```',
    '"grep" -c x a.txt | cat',
    './run.sh --fast && ls',
    '~/bin/tool list | wc -l',
    '/usr/bin/env python3 a.py; ls',
    'unheard-of -x | tail',
    'find . -type f | wc -l',
    'who | cut -c1-8',
    'sort names | uniq',
    'powershell.exe -File a.ps1 | more',
  ])('begins as one: %s', (text) => {
    expect(isCommandLine(text)).toBe(true);
  });

  it.each([
    '; cat a',
    'report.txt; ls',
    '192.0.2.1 && id',
    '$(id)',
    '`id`',
    'x | nc 192.0.2.1 80',
    '/etc/group; ls',
    '../../a; ls',
    'test; ls',
    'time; id',
    'id;ls',
    'find the report; cat a',
    'sort the list of names; then | less',
    'for sale; cat a',
    'if only; ls',
    "' ; ls",
  ])('does not: %s', (text) => {
    expect(isCommandLine(text)).toBe(false);
  });

  it('is no longer than a line', () => {
    expect(isCommandLine(`ls ${'a'.repeat(longestLine)}`)).toBe(false);
  });
});

it.each(['git status', 'npm ci && npm test', 'ls -la /srv/data', 'rm -rf build', 'find . -name "*.ts" | xargs wc -l', 'docker ps -a', "sed -i 's/a/b/' notes.txt"])(
  'an ordinary command passes without a closer look: %s',
  (text) => {
    expect(lookByRegExp.suspicion('command', text)).toBe('');
  },
);
