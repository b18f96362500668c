import { shortText } from './inspection.ts';
import { plainPath } from './inspect/plain-path.ts';
import { quietProse } from './inspect/quiet-prose.ts';
import { quotePattern, renderTriggerMaps } from './inspect/triggers.ts';
import { ordinaryAnswers, renderCalmAnswers } from './mcp/ordinary-answer.ts';
import { renderCalls, renderOrdinaryArguments } from './mcp/ordinary-call.ts';
import { plainJsonKey, plainKey, secretKeys } from './redact/keys.ts';
import { calmEnd, calmNumber, calmText } from './redact/results/calm-text.ts';
import { personalTriggers, secretTriggers, type Trigger } from './redact/results/triggers.ts';
import { harmlessText, plainText } from './redact/text.ts';
import { oddPath } from './text/path.ts';

type Lines = readonly (readonly [pattern: string, value: string])[];

/**
 * Renders the nginx maps by which PCRE looks before the bundle does: ten times as fast, and mostly the bundle then
 * need not look at all. Each map's default, which holds when PCRE gives up, means "look closer".
 */
export function renderMaps(): string {
  return expectShortLines([
    '# Made by the build from the patterns in src/core. Do not edit.',
    renderTriggerMaps(),
    '# What a path looks like at first sight.',
    renderTextMap('$portcullis_path_form', [[String.raw`~(?s)\A(?=.{1,1024}\z)${plainPath}\z`, 'plain'], [`~(?s)${oddPath}`, 'odd'], ['~.', 'literal']], 'odd'),
    '# What a text surely is that goes to the log: `plain` and `harmless` hold no secret.',
    renderTextMap('$portcullis_text_form', [[`~(?s)${plainText}`, 'plain'], [`~(?s)${harmlessText}`, 'harmless']], 'unknown'),
    '# A name whose value is no secret by name.',
    renderTextMap('$portcullis_plain_key', [...secretKeys.map(({ source, ignoreCase }) => [`~${ignoreCase ? '*' : ''}${source}`, '0'] as const), [`~(?s)${plainKey}`, '1']], '0'),
    '# A body that is an ordinary tool call; `plain` when its arguments are plain paths and such, which the log can show as they are.',
    renderMap('$request_body', '$portcullis_call', [...plainCalls.map((source) => [`~${begunAtOnce(source)}`, 'plain'] as const), ...renderCalls(renderOrdinaryArguments(quietProse, shortText)).map((source) => [`~${begunAtOnce(source)}`, 'ordinary'] as const)], '""'),
    renderMap('$portcullis_call_tool', '$portcullis_call_method', [['', '""']], 'tools/call'),
    renderMap('$portcullis_call', '$portcullis_call_shown', [['plain', '$portcullis_call_args']], '""'),
    '# An ordinary answer to a tool call: how it came, and the id it has.',
    renderTextMap('$portcullis_back', ordinaryAnswers.map(({ form, source }) => [`~${begunAtOnce(source)}`, `"${form}:$portcullis_bid"`] as const), '""'),
    '# The form of one that holds no secret either, and has the id asked for; and what its head says of its length.',
    renderMap('"$portcullis_id:$portcullis_text"', '$portcullis_calm', renderCalmAnswers({ text: calmText, end: calmEnd, number: calmNumber }).map(({ form, source }) => [`~${begunAtOnce(source)}`, `"${form} $upstream_http_content_length"`] as const), '""', ['    volatile;']),
    '# A message of an answer that may hold a secret, or something personal.',
    renderSuspicion('$portcullis_odd_secret', secretTriggers()),
    renderSuspicion('$portcullis_odd_personal', personalTriggers()),
    '',
  ].join('\n\n'));
}

/** nginx reads no token beyond its buffer of 4,096 bytes. */
function expectShortLines(maps: string): string {
  const long = maps.split('\n').find((line) => line.length > 4102);
  if (long !== undefined) throw new Error(`a line of ${long.length} characters is too long for nginx: ${long.slice(0, 60)}`);
  return maps;
}

/** PCRE looks through a text for what must be at its end before it begins: for a pattern that fails at the first bytes of a long text, or has to see all of it anyway, for nothing. */
function begunAtOnce(source: string): string {
  return `(*NO_START_OPT)${source}`;
}

/** Calls whose arguments are named as no secret is, and plain paths, small numbers and the like. */
const plainCalls = renderCalls({ name: plainJsonKey(), value: String.raw`(?:"${plainPath}"|(?:0|[1-9]\d{0,5}+)|true|false|null)` });

/** A map that is empty only when PCRE has seen that no trigger fires. */
function renderSuspicion(variable: string, triggers: readonly Trigger[]): string {
  return renderTextMap(variable, [...triggers.map(({ source, ignoreCase }) => [`~${ignoreCase ? '*' : ''}(?s)${source}`, '1'] as const), ['~^', '""']], '1');
}

/** A map of `$portcullis_text`, which is written anew for each look. */
function renderTextMap(variable: string, lines: Lines, otherwise: string): string {
  return renderMap('$portcullis_text', variable, lines, otherwise, ['    volatile;']);
}

function renderMap(source: string, variable: string, lines: Lines, otherwise: string, flags: readonly string[] = []): string {
  const rendered = lines.map(([pattern, value]) => `    "${quotePattern(pattern)}" ${value};`);
  return [`map ${source} ${variable} {`, ...flags, ...rendered, `    default ${otherwise};`, '}'].join('\n');
}
