import { ruleModes } from '../core/rule-mode.ts';
import { rules } from '../core/rules.ts';
import { inspectionRules } from './inspection-rules.ts';

/** JSON Schema of `rules`: a mode by rule of inspection. */
export const rulesSchema = {
  description: 'What is done when a rule of inspection finds something: `deny` refuses, `alert` only says so in the log (`$mcp_findings`), `off` does not look. Rule by rule, the nearest level that names it counts: argument, tool or prompt, server, top level.',
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(inspectionRules.map(({ id }) => [id, { description: `Finds: ${rules[id]} (docs/detection.md).`, enum: ruleModes }])),
} as const;
