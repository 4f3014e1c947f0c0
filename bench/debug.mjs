/**
 * The debug adapter as an editor starts it: `npm run debug`, after `npm run build`, with Node 22.19 or later. Until it has
 * stopped on entry; a step, and a step with all that an editor asks then; 1,000 steps back over what 1,000 steps did.
 * Beside it an adapter with the same library that does nothing but count: the limit.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DebugClient } from "./debug/client.mjs";
import { inTurn, median, print, quantile, timed } from "./measure.mjs";

const steps = 1_000;
/** Steps of a turn: a turn of more than 1,000 ends itself. */
const turn = 500;

const folder = mkdtempSync(join(tmpdir(), "bench-debug-"));
const program = join(folder, "main.flow");
const sets = Array.from(
  { length: turn },
  (_, i) => `  set session.n${i % 40} = (session.n${(i + 1) % 40} ?? 0) + ${i}`,
);
const text = `flow main\nstate start {\n${sets.join("\n")}\n  ask session.name as text "Name?"\n  set session.last = 1\n  -> start\n}\n`;
writeFileSync(program, text);
/** The last step of a turn, counted from 1. */
const lastLine = turn + 4;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const adapters = [
  { name: "Flowstate", command: [process.execPath, here("../dist/adapter.cjs")] },
  { name: "an adapter that only counts", command: [process.execPath, here("debug/mock.mjs")] },
];

try {
  const starts = await inTurn(
    adapters.map(
      ({ command }) =>
        async () =>
          (await stoppedOnEntry(command)).end(),
    ),
    { seconds: 20, most: 25, warm: 2 },
  );
  const rows = [
    ["", "to the first stop", ": Flowstate", "a step", "99 %", "… and looking", "1,000 steps back", "each"],
  ];
  const first = median(starts[0]);
  for (const [i, { name, command }] of adapters.entries()) {
    const { plain, looking, back } = await walk(command);
    const start = median(starts[i]);
    rows.push([
      name,
      ms(start),
      (start / first).toFixed(2),
      ms(median(plain)),
      ms(quantile(plain, 0.99)),
      ms(median(looking)),
      ms(back),
      ms(back / steps),
    ]);
  }
  console.log(`Node ${process.versions.node}, ${process.arch}; medians\n`);
  print(rows);
} finally {
  rmSync(folder, { recursive: true });
}

async function stoppedOnEntry(command) {
  const client = new DebugClient(command);
  const initialized = client.event("initialized");
  await client.request("initialize", {
    adapterID: "flow",
    pathFormat: "path",
    linesStartAt1: true,
    columnsStartAt1: true,
  });
  await initialized;
  const stopped = client.event("stopped");
  const launched = client.request("launch", { program, seed: 1, now: 0, stopOnEntry: true });
  await client.request("setBreakpoints", { source: { path: program }, breakpoints: [] });
  await client.request("configurationDone");
  await Promise.all([launched, stopped]);
  return client;
}

/** Steps forward, with and without looking, and back again. */
async function walk(command) {
  const client = await stoppedOnEntry(command);
  const plain = [];
  const looking = [];
  for (let i = 0; i < turn - 1; i++) {
    if (i % 2 === 0) plain.push(await timed(() => client.stopAfter("next", { threadId: 1 })));
    else looking.push(await timed(() => stepAndLook(client)));
  }
  // The rest of the 1,000 steps in one go, over two answers of the user.
  await client.request("setBreakpoints", { source: { path: program }, breakpoints: [{ line: lastLine }] });
  for (let said = 0; said < 2; said++) {
    const stopped = client.event("stopped");
    await client.request("continue", { threadId: 1 });
    await client.request("flow/input", { type: "text", text: "Ada" }).catch(() => {});
    await stopped;
  }
  await client.request("setBreakpoints", { source: { path: program }, breakpoints: [] });
  const back = await timed(async () => {
    for (let i = 0; i < steps; i++) await client.stopAfter("stepBack", { threadId: 1 });
  });
  await client.end();
  const sorted = (times) => times.sort((a, b) => a - b);
  return { plain: sorted(plain.slice(20)), looking: sorted(looking.slice(20)), back };
}

/** What an editor asks after a stop, one after the other. */
async function stepAndLook(client) {
  await client.stopAfter("next", { threadId: 1 });
  await client.request("threads");
  const { stackFrames } = await client.request("stackTrace", { threadId: 1, startFrame: 0, levels: 20 });
  const { scopes } = await client.request("scopes", { frameId: stackFrames[0].id });
  for (const { variablesReference } of scopes) await client.request("variables", { variablesReference });
}

function ms(value) {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
