/**
 * How many letters have to be inserted, deleted, replaced or swapped with their neighbour to make one text of the
 * other; `undefined` where it is more than `most`. Costs length × `most`, whatever the texts are.
 */
export function editDistance(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = nextRow(a, b, row, most, last, beforeLast);
    if (next.every((distance) => distance > most)) return undefined;
    beforeLast = last;
    last = next;
  }
  const distance = last[b.length] ?? 0;
  return distance <= most ? distance : undefined;
}

function nextRow(
  a: string,
  b: string,
  row: number,
  most: number,
  last: readonly number[],
  beforeLast: readonly number[],
): readonly number[] {
  const far = most + 1;
  const next: number[] = new Array<number>(b.length + 1).fill(far);
  next[0] = row;
  const letter = a[row - 1];
  for (let column = Math.max(1, row - most); column <= Math.min(b.length, row + most); column++) {
    const isSame = letter === b[column - 1];
    let distance = Math.min(
      (last[column - 1] ?? far) + (isSame ? 0 : 1),
      (last[column] ?? far) + 1,
      (next[column - 1] ?? far) + 1,
    );
    const isSwapped = row > 1 && column > 1 && letter === b[column - 2] && a[row - 2] === b[column - 1];
    if (isSwapped) distance = Math.min(distance, (beforeLast[column - 2] ?? far) + 1);
    next[column] = distance;
  }
  return next;
}
