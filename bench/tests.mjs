/**
 * Tests a second on a project with 2,000 tests of five turns each, as the command line runs them: `npm run tests`, after
 * `npm run build`, with Node 22.19 or later. Beside it the same conversation with Bot Framework and the test runner of Node, and as
 * many tests there that test nothing. All in turn; the time of a whole process, from its start to its end.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inTurn, median, print } from "./measure.mjs";

const count = 2_000;
const files = 40;
const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const bot = `bot bank { start transfer.start }
service bank { base "https://bank.example.com" }
`;
const transfer = `flow transfer
state start {
  ask session.greeting as text "Hello."
  ask session.name as text "What is your name?"
  ask session.amount as number "How much, {session.name}?" { invalid "A number, please." }
  api bank POST "/transfers" { body { amount: session.amount } on failure { say "Later." -> end } }
  if session.amount > 100 { say "That is a lot, {session.name}." } else { say "Fine, {session.name}." }
  ask session.go as text "Go on?"
  say "Thank you, {session.name}: {session.amount} is on its way."
  -> end
}
mock taken POST "/transfers" { status 201 }
`;

function testOf(n) {
  return `test "transfer ${n}" {
  mock taken
  bot "Hello."
  user "Hi"
  bot "What is your name?"
  user "Ada"
  bot "How much, Ada?"
  user "${n}"
  expect request POST "/transfers" when body.amount == ${n} times 1
  bot "${n > 100 ? "That is a lot, Ada." : "Fine, Ada."}"
  bot "Go on?"
  user "Yes"
  bot "Thank you, Ada: ${n} is on its way."
  expect ended
}
`;
}

const folder = mkdtempSync(join(tmpdir(), "bench-tests-"));
mkdirSync(join(folder, "tests"));
writeFileSync(join(folder, "bank.flow"), bot);
writeFileSync(join(folder, "transfer.flow"), transfer);
for (let file = 0; file < files; file++) {
  const tests = Array.from({ length: count / files }, (_, i) => testOf(file * (count / files) + i));
  writeFileSync(join(folder, "tests", `transfer${file}.test.flow`), tests.join("\n"));
}

const node = (...args) =>
  run(process.execPath, args, { maxBuffer: 64_000_000, env: { ...process.env, TESTS: String(count) } });
const flowstate = async (jobs) => {
  const { stdout } = await node(here("../dist/cli.mjs"), "test", folder, "--jobs", String(jobs));
  if (!stdout.endsWith(`${count} passed, 0 failed\n`)) throw new Error(stdout.slice(-200));
};
const cores = availableParallelism();
const all = [
  { name: "Flowstate, one job", run: () => flowstate(1) },
  ...(cores > 1 ? [{ name: `Flowstate, ${cores} jobs`, run: () => flowstate(cores) }] : []),
  { name: "Bot Framework with node:test", run: () => node("--test", here("tests/peer.mjs")) },
  { name: "node:test, nothing tested", run: () => node("--test", here("tests/empty.mjs")) },
];

try {
  const times = await inTurn(
    all.map((each) => each.run),
    { seconds: 60, most: 9, warm: 1 },
  );
  const first = median(times[0]);
  const rows = [["", "tests a second", ": Flowstate", `${count} tests`]];
  for (const [i, { name }] of all.entries()) {
    const time = median(times[i]);
    rows.push([name, ((count * 1_000) / time).toFixed(0), (first / time).toFixed(2), `${(time / 1_000).toFixed(2)} s`]);
  }
  console.log(`Node ${process.versions.node}, ${process.arch}, ${cores} cores; medians of ${times[0].length}\n`);
  print(rows);
} finally {
  rmSync(folder, { recursive: true });
}
