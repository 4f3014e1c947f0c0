/**
 * What one key costs in a long file: `node file.mjs`, with Node 22.19 or later.
 *
 * A flow of 1,000, 10,000 and 50,000 lines with a bot beside it is edited in its middle. Measured are the steps from the
 * edit to the findings of all checks: reading what the edit concerns, the index of the project, the checks. The lengths
 * take turns, so that what else happens on the machine falls on all of them alike.
 */
import { parse } from "../server/src/language/parse.ts";
import { reparse } from "../server/src/language/reparse.ts";
import { checkFile } from "../server/src/semantics/checks/index.ts";
import { createProjectIndex, updateProjectIndex } from "../server/src/semantics/projectIndex.ts";
import { projectOf } from "./flows.mjs";
import { median, print, quantile } from "./measure.mjs";

const lengths = [1_000, 10_000, 50_000];
const rounds = 100;
const warm = 20;

/** Each writes something and takes it away again. */
const edits = {
  "a letter in a text": { behind: 'say "Hello', write: "x", over: "" },
  "a jump": { behind: "on failure -> ", write: "problems", over: "problem" },
  "the name of a state": { behind: "\nstate s", write: "x", over: "" },
};
const path = "bench.flow";
const source = (name, parsed) => ({ path: name, uri: `file:///bench/${name}`, parsed });

const authors = lengths.map(author);
console.log(`Node ${process.versions.node}, ${process.arch}; milliseconds: median (95 %) after a key\n`);
const rows = [["key", "step", ...lengths.map((lines) => `${lines} lines`)]];
rows.push(["none", "first check", ...authors.map(({ first }) => first.toFixed(0))]);
for (const [name, edit] of Object.entries(edits)) {
  const steps = authors.map(() => ({ read: [], index: [], check: [] }));
  for (let round = 0; round < rounds; round++) {
    authors.forEach(({ type }, at) => {
      const took = type(edit, round % 2 === 0);
      if (round >= warm) for (const [step, time] of Object.entries(took)) steps[at][step].push(time);
    });
  }
  for (const step of ["read", "index", "check"]) {
    const sorted = steps.map((of) => of[step].toSorted((a, b) => a - b));
    const written = sorted.map((times) => `${median(times).toFixed(2)} (${quantile(times, 0.95).toFixed(2)})`);
    rows.push([name, step, ...written]);
  }
}
print(rows);

function author(lines) {
  const files = projectOf(lines);
  let index = createProjectIndex(Object.entries(files).map(([name, text]) => source(name, parse(text))));
  const began = performance.now();
  const problems = checkFile(index, path);
  const first = performance.now() - began;
  if (problems.length > 0) throw new Error(`The benchmark has a problem: ${problems[0].message}`);
  const type = ({ behind, write, over }, forward) => {
    const { parsed: before } = index.files.get(path);
    const [old, text] = forward ? [over, write] : [write, over];
    const start = before.text.indexOf(behind, before.text.length >> 1) + behind.length;
    const times = [performance.now()];
    const parsed = reparse(before, [{ start, end: start + old.length, text }]);
    times.push(performance.now());
    index = updateProjectIndex(index, { changed: [source(path, parsed)], removed: [] });
    times.push(performance.now());
    checkFile(index, path);
    times.push(performance.now());
    const [read, indexed, check] = times.slice(1).map((time, at) => time - times[at]);
    return { read, index: indexed, check };
  };
  return { first, type };
}
