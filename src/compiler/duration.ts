/** How a time is written: `30s`, `5m`, `12h`, `90d`. */
export const durationPattern = '^[1-9][0-9]{0,4}(s|m|h|d)$';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A time in seconds; undefined where it is not written as one. */
export function readDuration(text: string): number | undefined {
  const [, digits, unit] = /^([1-9][0-9]{0,4})([smhd])$/.exec(text) ?? [];
  return digits === undefined || unit === undefined ? undefined : Number(digits) * (units[unit] ?? 0);
}
