/**
 * Least squares with a penalty, in its dual form: `(K + penalty) a = y` for the similarities K of all examples. It is solved
 * exactly, by the root of the matrix, with additions, multiplications, divisions and square roots alone, which every
 * processor rounds alike. The same root tells what an example would have scored had it not been among the examples.
 */

/** The solution for one matrix. */
export interface Ridge {
  /** The coefficients for the target values of all examples. */
  solve(targets: Float64Array): Float64Array;
  /** The diagonal of the inverse at one example: `target - coefficient / spread` is its score without itself. */
  spread(example: number): number;
}

/**
 * Prepares the solution. `matrix` has `size` rows of `size` numbers, of which those up to the diagonal are read; it holds
 * the root afterwards. `size` is even: two rows and two columns at a time need half the reading.
 */
export function solveRidge(matrix: Float64Array, size: number, penalty: number): Ridge {
  for (let row = 0; row < size; row += 2) {
    for (let column = 0; column < row; column += 2) reduceBlock(matrix, size, row, column);
    finishRows(matrix, size, row, penalty);
  }
  return {
    solve: (targets) => solve(matrix, size, targets),
    spread: (example) => spread(matrix, size, example),
  };
}

/** Two columns of two rows, below the diagonal. */
function reduceBlock(matrix: Float64Array, size: number, row: number, column: number): void {
  const a = row * size;
  const b = a + size;
  const p = column * size;
  const q = p + size;
  let ap = 0;
  let aq = 0;
  let bp = 0;
  let bq = 0;
  for (let k = 0; k < column; k++) {
    const inA = matrix[a + k] ?? 0;
    const inB = matrix[b + k] ?? 0;
    const inP = matrix[p + k] ?? 0;
    const inQ = matrix[q + k] ?? 0;
    ap += inA * inP;
    aq += inA * inQ;
    bp += inB * inP;
    bq += inB * inQ;
  }
  const first = matrix[p + column] ?? 1;
  const second = matrix[q + column + 1] ?? 1;
  const between = matrix[q + column] ?? 0;
  const ofA = ((matrix[a + column] ?? 0) - ap) / first;
  const ofB = ((matrix[b + column] ?? 0) - bp) / first;
  matrix[a + column] = ofA;
  matrix[b + column] = ofB;
  matrix[a + column + 1] = ((matrix[a + column + 1] ?? 0) - aq - ofA * between) / second;
  matrix[b + column + 1] = ((matrix[b + column + 1] ?? 0) - bq - ofB * between) / second;
}

/** The last columns of two rows, up to the diagonal. */
function finishRows(matrix: Float64Array, size: number, row: number, penalty: number): void {
  const a = row * size;
  const b = a + size;
  let aa = 0;
  let ab = 0;
  let bb = 0;
  for (let k = 0; k < row; k++) {
    const inA = matrix[a + k] ?? 0;
    const inB = matrix[b + k] ?? 0;
    aa += inA * inA;
    ab += inA * inB;
    bb += inB * inB;
  }
  const root = rootOf((matrix[a + row] ?? 0) + penalty - aa, penalty);
  const below = ((matrix[b + row] ?? 0) - ab) / root;
  matrix[a + row] = root;
  matrix[b + row] = below;
  matrix[b + row + 1] = rootOf((matrix[b + row + 1] ?? 0) + penalty - bb - below * below, penalty);
}

/** What is left on the diagonal is at least the penalty, but for rounding. */
function rootOf(left: number, penalty: number): number {
  return Math.sqrt(left > penalty / 1_000 ? left : penalty / 1_000);
}

function solve(root: Float64Array, size: number, targets: Float64Array): Float64Array {
  const result = Float64Array.from(targets);
  for (let row = 0; row < size; row++) {
    let rest = result[row] ?? 0;
    for (let k = 0; k < row; k++) rest -= (root[row * size + k] ?? 0) * (result[k] ?? 0);
    result[row] = rest / (root[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row--) {
    const value = (result[row] ?? 0) / (root[row * size + row] ?? 1);
    result[row] = value;
    for (let k = 0; k < row; k++) result[k] = (result[k] ?? 0) - (root[row * size + k] ?? 0) * value;
  }
  return result;
}

function spread(root: Float64Array, size: number, example: number): number {
  const column = new Float64Array(size);
  column[example] = 1 / (root[example * size + example] ?? 1);
  let sum = (column[example] ?? 0) ** 2;
  for (let row = example + 1; row < size; row++) {
    let rest = 0;
    for (let k = example; k < row; k++) rest -= (root[row * size + k] ?? 0) * (column[k] ?? 0);
    const value = rest / (root[row * size + row] ?? 1);
    column[row] = value;
    sum += value * value;
  }
  return sum;
}
