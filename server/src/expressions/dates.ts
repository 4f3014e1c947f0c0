const day = 86_400_000;

/** A moment as a datetime, in UTC: `2026-03-01T12:00:00.000Z`; `undefined` outside the years that dates can hold. */
export function printDatetime(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  const year = Number.isNaN(date.getTime()) ? -1 : date.getUTCFullYear();
  return year < 0 || year > 9999 ? undefined : date.toISOString();
}

/** The day of a moment in UTC: `2026-03-01`. */
export function printDate(milliseconds: number): string | undefined {
  return printDatetime(milliseconds)?.slice(0, 10);
}

/** The date or datetime that is later by a duration; a date stays one where whole days are added. */
export function addTime(date: string, start: number, duration: number): string | undefined {
  const whole = date.length === 10 && duration % day === 0;
  return whole ? printDate(start + duration) : printDatetime(start + duration);
}

/** 1 for Monday to 7 for Sunday, in UTC. */
export function dayOfWeek(milliseconds: number): number {
  return new Date(milliseconds).getUTCDay() || 7;
}
