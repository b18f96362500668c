import { colors } from '../colors.ts';

/** What the access log says of one decision. */
interface Decision {
  readonly time: string;
  readonly role: string;
  readonly method: string;
  readonly target: string;
  readonly decision: string;
  readonly rule: string;
  /** Absent in a log of another format. */
  readonly findings?: string;
  readonly request_time: number;
}

/** Renders a line of nginx's access log for people: time, role, method, target, verdict, rule and alerts, milliseconds; undefined if it is none. */
export function formatDecision(logLine: string): string | undefined {
  const entry = parse(logLine);
  if (entry === undefined) return undefined;
  const { time, role, method, target, decision, rule, findings = '', request_time } = entry;
  const alerts = findings === '' ? [] : [`alert ${findings}`];
  const verdict = (decision === '' ? 'error' : decision).padEnd(7);
  return [
    colors.dim(time.slice(11, 19)),
    shown(role).padEnd(10),
    shown(method).padEnd(26),
    shown(target).padEnd(28),
    decision === 'allow' ? colors.green(verdict) : decision === 'monitor' ? colors.yellow(verdict) : colors.red(verdict),
    shown([...(rule === '' ? [] : [rule]), ...alerts].join(', ')).padEnd(18),
    `${Math.round(request_time * 1000)} ms`,
  ].join(' ');
}

function parse(line: string): Decision | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'decision' in value ? (value as Decision) : undefined;
  } catch {
    return undefined;
  }
}

/** Clients choose these texts: what could move the cursor or the reader must not reach the terminal. */
function shown(text: string): string {
  const safe = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  if (safe === '') return '-';
  return safe.length > 48 ? `${safe.slice(0, 47)}…` : safe;
}
