/**
 * How well a query fits a name: 0 where its letters do not appear in order; more for letters that follow one another,
 * begin a word, or have the same case. Letters are compared without case.
 */
export function fuzzyScore(query: string, name: string): number {
  let score = 1;
  let at = 0;
  let last = -2;
  const lower = name.toLowerCase();
  for (const letter of query) {
    const found = lower.indexOf(letter.toLowerCase(), at);
    if (found < 0) return 0;
    if (found === last + 1) score += 4;
    if (found === 0 || isWordStart(name, found)) score += 3;
    if (name.startsWith(letter, found)) score += 1;
    last = found;
    at = found + letter.length;
  }
  return score + (lower === query.toLowerCase() ? 100 : 0);
}

function isWordStart(name: string, at: number): boolean {
  const before = name.charAt(at - 1);
  const here = name.charAt(at);
  return /[\s._-]/.test(before) || (before === before.toLowerCase() && here !== here.toLowerCase());
}
