/** What the words that begin with `$` ask of a value, in place of being equal. */
const matchers: { readonly [word: string]: (actual: unknown, wanted: unknown) => boolean } = {
  $contains: (actual, wanted) => typeof actual === "string" && actual.includes(String(wanted)),
  $matches: (actual, wanted) => typeof actual === "string" && new RegExp(String(wanted), "u").test(actual),
  $least: (actual, wanted) => typeof actual === "number" && actual >= Number(wanted),
  $length: (actual, wanted) => (typeof actual === "string" || Array.isArray(actual)) && actual.length === wanted,
  $absent: (actual) => actual === undefined,
};

/**
 * What of `actual` the pattern speaks of, so that it equals the pattern exactly where it fits, and a comparison of the
 * two draws what does not. Of an object the members that the pattern lists; a list wants each of its entries;
 * `{ $contains: TEXT }`, `{ $matches: PATTERN }`, `{ $least: NUMBER }`, `{ $length: NUMBER }`, `{ $absent: true }`.
 */
export function projectOnto(pattern: unknown, actual: unknown): unknown {
  if (Array.isArray(pattern)) {
    if (!Array.isArray(actual) || actual.length !== pattern.length) return actual;
    return pattern.map((each, index) => projectOnto(each, actual[index]));
  }
  if (!isRecord(pattern)) return actual;
  const [word, ...others] = Object.keys(pattern);
  const matcher = word !== undefined && others.length === 0 ? matchers[word] : undefined;
  if (matcher !== undefined && word !== undefined) return matcher(actual, pattern[word]) ? pattern : actual;
  if (!isRecord(actual)) return actual;
  return Object.fromEntries(
    Object.entries(pattern)
      .map(([name, each]) => [name, projectOnto(each, Object.hasOwn(actual, name) ? actual[name] : undefined)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
