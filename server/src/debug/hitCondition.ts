/** Tells for the N-th hit of a breakpoint, counted from 1, whether it counts. */
export type HitCondition = (hits: number) => boolean;

type Comparison = "==" | ">" | ">=" | "<" | "<=" | "%";

const FORM = /^\s*(==|>=|<=|>|<|%)?\s*(\d{1,9})\s*$/;

const COMPARISONS: { readonly [operator in Comparison]: (hits: number, limit: number) => boolean } = {
  "==": (hits, limit) => hits === limit,
  ">": (hits, limit) => hits > limit,
  ">=": (hits, limit) => hits >= limit,
  "<": (hits, limit) => hits < limit,
  "<=": (hits, limit) => hits <= limit,
  "%": (hits, limit) => hits % limit === 0,
};

/** Reads `N` (the N-th hit) or one of `== > >= < <= %` with a number; `undefined` where the text is neither. */
export function readHitCondition(text: string): HitCondition | undefined {
  const found = FORM.exec(text);
  if (found === null) return undefined;
  const limit = Number(found[2]);
  const comparison = comparisonOf(found[1]);
  // Hits count from 1, so that these would never hold.
  if (limit === 0 && (comparison === "%" || comparison === "==" || comparison === "<" || comparison === "<="))
    return undefined;
  const compare = COMPARISONS[comparison];
  return (hits) => compare(hits, limit);
}

function comparisonOf(operator: string | undefined): Comparison {
  switch (operator) {
    case ">":
    case ">=":
    case "<":
    case "<=":
    case "%":
      return operator;
    default:
      return "==";
  }
}
