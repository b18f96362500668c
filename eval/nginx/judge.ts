import type { NginxInstall } from '../../src/cli/nginx/install.ts';
import { rules, type Rule } from '../../src/core/rules.ts';
import type { Outcome, Placed } from '../judge.ts';
import { startGateway } from './gateway.ts';
import { sendAll, type Reply } from './send.ts';
import { startUpstream } from './upstream.ts';

export interface NginxOptions {
  readonly install: NginxInstall;
  readonly onProgress: (text: string) => void;
  /** nginx's maps of patterns, where not those of the sources. */
  readonly maps?: string;
}

/** How often progress is told, in calls. */
const everySoMany = 2000;

/** Judges by a real gateway: each string is the argument of a call through it; the client's answer decides, the log names the rule. */
export async function judgeByNginx(placed: readonly Placed[], { install, onProgress, maps }: NginxOptions): Promise<Outcome[]> {
  const upstream = await startUpstream();
  try {
    const gateway = await startGateway({ install, upstream: upstream.url, maps });
    let replies: readonly Reply[] = [];
    let log = '';
    try {
      replies = await sendAll(gateway.port, placed, (count) => {
        if (count % everySoMany === 0) onProgress(`${count} of ${placed.length} calls through nginx`);
      });
    } finally {
      log = await gateway.stop();
    }
    const logged = readRules(log);
    return replies.map((reply) => outcomeOf(reply, logged));
  } finally {
    await upstream.stop();
  }
}

/** The rule of each request, by its id; none where it was allowed. */
function readRules(log: string): ReadonlyMap<string, string> {
  const lines = log.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const { request_id, rule } = JSON.parse(line) as { readonly request_id: string; readonly rule: string };
      return [request_id, rule];
    }),
  );
}

/** What client and log say together; they must not contradict each other. */
function outcomeOf({ passed, requestId }: Reply, logged: ReadonlyMap<string, string>): Outcome {
  const rule = logged.get(requestId);
  if (rule === undefined) throw new Error(`request ${requestId} is not in the access log`);
  if (passed !== (rule === '')) throw new Error(`request ${requestId} ${passed ? 'passed' : 'was refused'}, and the log has the rule ${JSON.stringify(rule)}`);
  if (rule === '') return undefined;
  if (!isRule(rule)) throw new Error(`request ${requestId}: the log has ${rule}, which is no rule`);
  return rule;
}

function isRule(text: string): text is Rule {
  return Object.hasOwn(rules, text);
}
