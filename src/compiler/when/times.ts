import type { Span, Times } from '../../core/policy/when.ts';
import { timeSchema } from './when-schema.ts';
import type { TimeSource } from './when-source.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const minutesOfDay = 1440;
const minutesOfWeek = 7 * minutesOfDay;
const { from: fromSchema, to: toSchema, zone: zoneSchema } = timeSchema.properties;

/** A time with what it leaves out. */
export function completeTime({ days: named, from = fromSchema.default, to = toSchema.default, zone = zoneSchema.default }: TimeSource): Omit<Required<TimeSource>, 'days'> & Pick<TimeSource, 'days'> {
  return { ...(named && { days: named }), from, to, zone };
}

/** Works out the minutes of the week that a list of times means: those at a fixed distance from UTC in UTC, those of the machine in its own. */
export function resolveTimes(times: readonly TimeSource[]): Times {
  const utc = times.filter(({ zone }) => zone !== 'local').flatMap(spansOf);
  const local = times.filter(({ zone }) => zone === 'local').flatMap(spansOf);
  return { ...(utc.length > 0 && { utc: join(utc) }), ...(local.length > 0 && { local: join(local) }) };
}

function spansOf(time: TimeSource): readonly Span[] {
  const { from, to, zone } = completeTime(time);
  const begin = minuteOf(from);
  const length = (minuteOf(to) - begin + minutesOfDay) % minutesOfDay || minutesOfDay;
  return daysOf(time.days).flatMap((day) => cut(day * minutesOfDay + begin - aheadOf(zone), length));
}

/** Both ends included; `sat-mon` goes on with the next week. */
function daysOf(named: readonly string[] = ['mon-sun']): readonly number[] {
  return named.flatMap((range) => {
    const [first = '', last = first] = range.split('-');
    const count = ((days.indexOf(last) - days.indexOf(first) + 7) % 7) + 1;
    return Array.from({ length: count }, (_, index) => (days.indexOf(first) + index) % 7);
  });
}

/** Within one week: what goes beyond its end stands at its beginning. */
function cut(begin: number, length: number): readonly Span[] {
  const from = (begin + minutesOfWeek) % minutesOfWeek;
  const to = from + length;
  return to <= minutesOfWeek ? [[from, to]] : [[from, minutesOfWeek], [0, to - minutesOfWeek]];
}

/** In order, without overlaps, those that touch as one: entries stay small. */
function join(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], to)];
    else joined.push([from, to]);
  }
  return joined;
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** Minutes ahead of UTC; none for `local`, which the gateway works out. */
function aheadOf(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  return minuteOf(zone.slice(1)) * (zone.startsWith('-') ? -1 : 1);
}
