/** Answers in place of those that must not be seen, the likeliest first, by the type of the question. */
export function standInsFor(type: string): readonly string[] {
  const own = byType[type.toLowerCase()] ?? [];
  return [...own, ...anything];
}

const byType: { readonly [type: string]: readonly string[] } = {
  number: ["1", "100"],
  integer: ["1", "100"],
  boolean: ["yes", "no"],
  date: ["2026-01-01"],
  time: ["12:00"],
  datetime: ["2026-01-01T12:00"],
  duration: ["1 hour"],
  email: ["someone@example.com"],
  phone: ["+32 470 12 34 56"],
  url: ["https://example.com/"],
  money: ["1 euro"],
  language: ["en"],
};

/** A pattern is known by its name alone: digits of every usual length, then what else codes look like. */
const anything: readonly string[] = [
  "secret",
  ...[4, 6, 5, 3, 8, 2, 1, 7, 9, 10, 11, 12, 16].map((length) => "1234567890123456".slice(0, length)),
  "AB12",
  "ABC123",
  "someone@example.com",
  "2026-01-01",
  "Secret-1234!",
];
