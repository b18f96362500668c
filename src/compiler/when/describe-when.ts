import type { ArgumentSource, PolicySource, Table } from '../policy-source.ts';
import { completeTime } from './times.ts';
import type { TimeSource, WhenSource } from './when-source.ts';

/** The conditions of a grant, or of a whole server. */
export interface ConditionsDescription {
  readonly server: string;
  /** None of these: everything on the server. */
  readonly tool?: string;
  readonly prompt?: string;
  readonly resource?: string;
  /** Each as a phrase; all must be met. */
  readonly conditions: readonly string[];
}

/** Describes the conditions in a sound policy; what has none is left out, as are tools that nobody may call. */
export function describeConditions({ servers }: PolicySource): readonly ConditionsDescription[] {
  return Object.entries(servers).flatMap(([server, { when, tools = {}, prompts = {}, resources = [] }]) => [
    ...describe({ server }, when),
    ...Object.entries(tools).flatMap(([tool, own]) => (own.enabled === false ? [] : describe({ server, tool }, own.when, own.arguments))),
    ...Object.entries(prompts).flatMap(([prompt, own]) => describe({ server, prompt }, own.when, own.arguments)),
    ...resources.flatMap(({ uri, when: own }) => describe({ server, resource: uri }, own)),
  ]);
}

function describe(what: Omit<ConditionsDescription, 'conditions'>, { networks, times, client_certificate: certificate }: WhenSource = {}, args: Table<ArgumentSource> = {}): readonly ConditionsDescription[] {
  const conditions = [
    ...(networks === undefined ? [] : [`from ${networks.join(', ')}`]),
    ...(times === undefined ? [] : [times.map(describeTime).join(' or ')]),
    ...(certificate === undefined ? [] : ['client certificate']),
    ...Object.entries(args).flatMap(([name, { equals }]) => (equals === undefined ? [] : [`${name} = ${equals}`])),
  ];
  return conditions.length === 0 ? [] : [{ ...what, conditions }];
}

function describeTime(time: TimeSource): string {
  const { days = ['mon-sun'], from, to, zone } = completeTime(time);
  return `${days.join(',')} ${from}-${to} ${zone}`;
}
