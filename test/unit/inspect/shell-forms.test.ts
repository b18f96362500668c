import { describe, expect, it } from 'vitest';
import { hasForm } from '../../../src/core/inspect/shell-forms.ts';

describe('a form of shells', () => {
  it.each([
    ['blanks by a variable', 'cat$ifs/etc'],
    ['a function in a value', '() { :;'],
    ['a filter of a template', "a |filter('system"],
    ['a template that climbs', '{{a.__globals__'],
    ['an option of git', 'core.sshcommand=x'],
    ['a slice of a variable', '%path:~0,1%'],
    ['arithmetic', '$((1'],
    ['variables behind a separator', 'a;$a$b'],
    ['a redirection', 'a;>/etc/x'],
    ['carets', 'a;ab^cd'],
    ['a loop', 'a;for %a'],
    ['a type of .NET', 'a;[abcd]::'],
    ['a call of PHP', 'a;phpinfo()'],
    ['a name split by quotes', "a;c''at"],
    ['a name split by double quotes', 'a;c""at'],
    ['a name in braces', 'a;{cat,x}'],
    ['a name split by $@', 'a;c$@at'],
    ['a name split by $*', 'a;c$*at'],
  ])('is found by its own signs alone: %s', (_, text) => {
    expect(hasForm(text, false)).toBe(true);
  });

  it.each(['a;cat x', '{{ name }}', 'a | b (c)', "it's; fine", '50%: x', 'a=b'])('is none: %s', (text) => {
    expect(hasForm(text, false)).toBe(false);
  });
});
