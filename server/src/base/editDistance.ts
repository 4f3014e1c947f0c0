/**
 * How many letters have to be inserted, deleted, replaced or swapped with their neighbour to make one text of the
 * other; `undefined` where it is more than `most`. Costs length × `most`, whatever the texts are, and next to nothing
 * where their letters differ too much.
 */
export function editDistance(a: string, b: string, most: number): number | undefined {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most || !mayBeNear(lettersOf(a), lettersOf(b), most)) return undefined;
  return distanceBetween(...withoutSameEnds(a, b), most);
}

/** What is left of two texts without what both begin and end with: no edit is needed there. */
function withoutSameEnds(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++;
  return [a.slice(start, a.length - tail), b.slice(start, b.length - tail)];
}

function distanceBetween(a: string, b: string, most: number): number | undefined {
  const longer = Math.max(a.length, b.length);
  // What is left of most names that are near is a letter or two.
  if (a === "" || b === "" || longer === 1) return longer <= most ? longer : undefined;
  let beforeLast: number[] = [];
  let last: number[] = [];
  for (let column = 0; column <= b.length; column++) last.push(column);
  for (let row = 1; row <= a.length; row++) {
    const next = nextRow(a, b, row, most, last, beforeLast);
    if (next === undefined) return undefined;
    beforeLast = last;
    last = next;
  }
  const distance = last[b.length] ?? 0;
  return distance <= most ? distance : undefined;
}

/** The next row of the table; `undefined` if all of it is beyond `most`. Only columns near the diagonal are filled. */
function nextRow(
  a: string,
  b: string,
  row: number,
  most: number,
  last: readonly number[],
  beforeLast: readonly number[],
): number[] | undefined {
  const far = most + 1;
  const next = new Array<number>(b.length + 1).fill(far);
  next[0] = row;
  let nearest = row;
  const letter = a.charCodeAt(row - 1);
  const letterBefore = a.charCodeAt(row - 2);
  for (let column = Math.max(1, row - most); column <= Math.min(b.length, row + most); column++) {
    const other = b.charCodeAt(column - 1);
    let distance = Math.min(
      (last[column - 1] ?? far) + (letter === other ? 0 : 1),
      (last[column] ?? far) + 1,
      (next[column - 1] ?? far) + 1,
    );
    if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && letterBefore === other) {
      distance = Math.min(distance, (beforeLast[column - 2] ?? far) + 1);
    }
    next[column] = distance;
    if (distance < nearest) nearest = distance;
  }
  return nearest > most ? undefined : next;
}

/** Which kinds of letters (of 32) a text has. */
export function lettersOf(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) bits |= 1 << (text.charCodeAt(at) & 31);
  return bits;
}

/** False where the letters of two texts tell that more edits lie between them: each edit changes two kinds at most. */
export function mayBeNear(a: number, b: number, edits: number): boolean {
  let count = 0;
  for (let bits = a ^ b; bits !== 0; bits &= bits - 1) count++;
  return count <= 2 * edits;
}
