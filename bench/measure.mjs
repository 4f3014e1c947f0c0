/** What the benchmarks share: taking times in turn, medians, and tables. */

/** The milliseconds until the action is done. */
export async function timed(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/**
 * Runs the actions in turn, so that what else happens on the machine falls on all of them alike, until `seconds` are over
 * or each ran `most` times; at least seven times each. The first `warm` rounds are left out. Answers sorted times.
 */
export async function inTurn(actions, { seconds, most, warm }) {
  const runs = actions.map(() => []);
  for (let i = 0; i < warm; i++) for (const action of actions) await action();
  const end = performance.now() + seconds * 1_000;
  while (runs[0].length < 7 || (performance.now() < end && runs[0].length < most)) {
    for (const [i, action] of actions.entries()) runs[i].push(await timed(action));
  }
  return runs.map((times) => times.sort((a, b) => a - b));
}

/** The value below which this part of the sorted values lies. */
export function quantile(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export function median(sorted) {
  return quantile(sorted, 0.5);
}

/** Prints rows of cells as a table. */
export function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padStart(widths[column])).join("  "));
}
