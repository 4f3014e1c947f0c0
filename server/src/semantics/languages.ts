/** Names of languages, with or without a region: `pt`, `pt-BR`. */

/** True where a text in one of them is meant for users of the other: they are the same, or one leaves the region out. */
export function coversLanguage(one: string, other: string): boolean {
  if (one === other) return true;
  const isBase = one === baseOf(one) || other === baseOf(other);
  return isBase && baseOf(one) === baseOf(other);
}

/** True where they are one language, whatever the regions and capitals. */
export function isSameLanguage(one: string, other: string): boolean {
  return baseOf(one).toLowerCase() === baseOf(other).toLowerCase();
}

/** The language without its region. */
function baseOf(language: string): string {
  return /^[^-_]*/.exec(language)?.[0] ?? language;
}
