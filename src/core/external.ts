import type { Identity } from './identity/identity.ts';
import { isObject, type JsonObject } from './jsonrpc/json.ts';
import type { ExternalSettings } from './policy/entries.ts';
import type { Rule } from './rules.ts';
import type { DenialShape, RequestId } from './verdict.ts';

/** What a request reaches for that is asked about. */
export type QuestionType = 'tool' | 'prompt' | 'resource' | 'method';

/** Something that the policy allows, if the external decision point does too. */
export interface Question {
  readonly type: QuestionType;
  /** Name, or URI in its one form. */
  readonly id: string;
  /** The method of MCP. */
  readonly action: string;
  /** Those that the policy names. */
  readonly arguments: JsonObject;
  /** The request it is for, and how that is denied. */
  readonly request: RequestId | undefined;
  readonly shape: DenialShape | undefined;
}

/** Who asks, from where. */
export interface Asker {
  readonly server: string;
  readonly caller: Identity;
  readonly address: string;
  /** Digest of the session's id, which opens the session; absent: none. */
  readonly session?: string | undefined;
}

/** Longest question in UTF-16 code units: what is asked is copied several times on its way. */
export const longestQuestion = 65_536;

/**
 * Writes a question as JSON text: the request of the AuthZEN Authorization API 1.0, "Access Evaluation", which as `input` is also a
 * question for OPA's Data API. Without a time it stands for all such questions.
 */
export function writeQuestion({ type, id, action, arguments: args }: Question, { server, caller, address, session }: Asker, api: ExternalSettings['type'], time?: string): string {
  const { role, subject, scopes, claims } = caller;
  const question = {
    subject: { type: subject === undefined ? 'role' : 'user', id: subject ?? role, properties: { role, scopes, claims } },
    action: { name: action },
    resource: { type, id, properties: { server, arguments: args } },
    context: { address, session, time },
  };
  return JSON.stringify(api === 'opa' ? { input: question } : question);
}

/**
 * Reads an answer: the rule it denies by, `undefined` when it allows, or `external.unavailable` when it is no decision. OPA says nothing
 * where no rule of its policy holds, which is a no.
 */
export function readAnswer(text: string, api: ExternalSettings['type']): Rule | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return 'external.unavailable';
  }
  if (!isObject(answer)) return 'external.unavailable';
  const decision = api === 'opa' ? (answer['result'] ?? false) : answer['decision'];
  if (typeof decision !== 'boolean') return 'external.unavailable';
  return decision ? undefined : 'external.denied';
}
