const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The value of a number as written; of a wrong one, that of its leading digits. */
export function numberValue(image: string): number {
  const digits = /^[0-9_]*(?:\.[0-9_]+)?/.exec(image)?.[0] ?? "";
  return Number(digits.replaceAll("_", ""));
}

/** The value of a duration in milliseconds; without a known unit, the number alone. */
export function durationValue(image: string): number {
  const unit = /[a-z]+$/.exec(image)?.[0] ?? "";
  const value = numberValue(image) * (units[unit] ?? 1);
  return Math.round(value * 1_000) / 1_000;
}
