/**
 * What one key costs in a large project: `node project.mjs`, with Node 22.19 or later.
 *
 * Projects of 100, 300 and 1,000 flows with 20 states each. One file is edited: what the edit concerns is read again, the
 * index of the project is brought up to date, and all checks of the file are answered. The sizes take turns, so that what else happens on the machine falls on all of them alike.
 */
import { parse } from "../server/src/language/parse.ts";
import { changeBetween, reparse } from "../server/src/language/reparse.ts";
import { checkFile } from "../server/src/semantics/checks/index.ts";
import { createProjectIndex, updateProjectIndex } from "../server/src/semantics/projectIndex.ts";
import { manyFlows } from "./flows.mjs";
import { inTurn, median, print, quantile, timed } from "./measure.mjs";

const sizes = [100, 300, 1_000];
const states = 20;

/** Someone who types: each edit is a new text, as in an editor, so that nothing is known of it. */
const edits = {
  "a letter in a text": (text, n) => text.replace("This is state 7", `This is state 7${"x".repeat(n % 2)}`),
  "the name of a state": (text, n) => text.replace("state s7 {", `state s7${n % 2 === 1 ? "x" : ""} {`),
  "a jump": (text, n) => text.replace('"Go on" -> s8', n % 2 === 1 ? '"Go on" -> s9' : '"Go on" -> s8'),
};

const projects = [];
for (const flows of sizes) projects.push(await projectOf(flows));

console.log(`Node ${process.versions.node}, ${process.arch}; milliseconds: median (95 %) of a key and all checks\n`);
const rows = [["", ...projects.map(({ flows }) => `${flows} flows`), `${sizes.at(-1)} : ${sizes[0]}`]];
rows.push(["all read and indexed", ...projects.map(({ created }) => created.toFixed(0)), ""]);
rows.push(["first check of a file", ...projects.map(({ first }) => first.toFixed(0)), ""]);
for (const [name, edit] of Object.entries(edits)) {
  const times = await inTurn(
    projects.map((project) => () => project.type(edit)),
    { seconds: 10, most: 400, warm: 30 },
  );
  const growth = median(times.at(-1)) / median(times[0]);
  rows.push([name, ...times.map(written), growth.toFixed(1)]);
}
print(rows);

function written(times) {
  return `${median(times).toFixed(2)} (${quantile(times, 0.95).toFixed(2)})`;
}

async function projectOf(flows) {
  const files = manyFlows(flows, states);
  const source = (path, parsed) => ({ path, uri: `file:///bench/${path}`, parsed });
  let index;
  const created = await timed(() => {
    index = createProjectIndex(Object.entries(files).map(([path, text]) => source(path, parse(text))));
  });
  const path = `f${flows >> 1}.flow`;
  let problems;
  const first = await timed(() => {
    problems = checkFile(index, path);
  });
  if (problems.length > 0) throw new Error(`The benchmark has a problem: ${problems[0].message}`);
  let before = parse(files[path]);
  let version = 0;
  const type = (edit) => {
    version++;
    const text = edit(files[path], version);
    const parsed = reparse(before, [changeBetween(before.text, text)]);
    before = parsed;
    index = updateProjectIndex(index, { changed: [source(path, parsed)], removed: [] });
    checkFile(index, path);
  };
  return { flows, created, first, type };
}
