/** Units that, repeated, work against naive patterns, by name. */
export type Families = ReadonlyMap<string, string>;

/** Families of hostile texts, whatever the rule. */
export const families: Families = new Map(
  Object.entries({
    letters: 'a',
    blanks: ' ',
    newlines: '\n',
    quotes: '\'"',
    slashes: '/',
    backslashes: '\\',
    'dots and slashes': './',
    'climbs that stay': 'a/../',
    dots: '.',
    'wide dots': '... ',
    percents: '%',
    'percent escapes': '%41',
    'scattered percent escapes': '%41a',
    'nested percent escapes': '%25252541a',
    'non-ASCII percent escapes': '%c3%a9',
    'invalid percent escapes': '%ff.',
    'unicode escapes': '\\u0041',
    'character references': '&#65;',
    'broken references': '&#1&#x&',
    brackets: '([{',
    angles: '<>',
    ats: '@a',
    colons: 'a:',
    'host labels': 'a.',
    digits: '1',
    'address parts': '1.1.1.',
    'v6 groups': '::1:',
    separators: ';|&',
    substitutions: '$(a`',
    commands: 'a; echo ',
    'sql openings': '\' or 1=1 -- ',
    'sql words': 'select union ',
    comments: '/**/',
    dashes: '--',
    'full-width letters': '\uff41\uff0e\uff0f',
    'joiners': 'a\u200d',
    'bidi controls': '\u202ea\u202c',
    'pairs': '\ud83d\ude00',
    'look-alike letters': 'a\u0430',
    'foreign words': '\u0430\u0431 ',
    'circled letters': '\u24d0',
    'wildcards': '/etc/a*',
    'log folders': '/var/log/a-b_c.',
    'escaped escapes': '\\x5cx2e',
    'user stores': '/firefox/a',
    'streams': 'c:/a:',
    'secret names': '/etc/pass/.ss/.en/id_rs/',
    'urls': 'http://a.b/?http://',
    'short names': '/abcdef~/c:\\',
    'options of netcat': 'nc -e ',
    'shells of netcat': 'nc -e xsh ',
    'removals': 'rm ',
    'removals of what lies deep': 'rm -r /a/b ',
    'fetched and piped': 'curl x | ',
    'scripts after fetching': 'curl x; a | sh; ',
    'names behind pipes': '2|ls',
    'nearly names': '; s',
    'folders behind separators': ';/a/',
    'escaped names': ';c\\a',
    'calls in templates': '{{a(',
  }),
);

/** The unit again and again, up to this length. */
export function fill(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** What a family's text may stand behind, so that it is looked at as a path or as a URL. */
export const prefixes = ['', 'http://'] as const;
