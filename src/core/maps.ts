import { quotePattern, renderTriggerMaps } from './inspect/triggers.ts';
import { plainKey, secretKeys } from './redact/keys.ts';
import { harmlessText, plainText } from './redact/text.ts';
import { oddPath } from './text/path.ts';

/**
 * Renders the nginx maps by which PCRE looks at `$portcullis_text` before the bundle does: ten times as fast, and mostly
 * the bundle then need not look at all. Each map's default, which holds when PCRE gives up, means "look closer".
 */
export function renderMaps(): string {
  return [
    '# Made by the build from the patterns in src/core. Do not edit.',
    renderTriggerMaps(),
    '# A path that has one reading, the literal one.',
    renderMap('$portcullis_literal_path', [[`~(?s)${oddPath}`, '0'], ['~.', '1']]),
    '# What a text surely is that goes to the log: `plain` and `harmless` hold no secret.',
    renderMap('$portcullis_text_form', [[`~(?s)${plainText}`, 'plain'], [`~(?s)${harmlessText}`, 'harmless']], 'unknown'),
    '# A name whose value is no secret by name.',
    renderMap('$portcullis_plain_key', [...secretKeys.map(({ source, ignoreCase }) => [`~${ignoreCase ? '*' : ''}${source}`, '0'] as const), [`~(?s)${plainKey}`, '1']]),
    '',
  ].join('\n\n');
}

function renderMap(variable: string, lines: readonly (readonly [pattern: string, value: string])[], otherwise = '0'): string {
  const rendered = lines.map(([pattern, value]) => `    "${quotePattern(pattern)}" ${value};`);
  return [`map $portcullis_text ${variable} {`, '    volatile;', ...rendered, `    default ${otherwise};`, '}'].join('\n');
}
