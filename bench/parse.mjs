/**
 * How long a file takes to read: `node parse.mjs`, with Node 22.19 or later.
 *
 * Medians of warm runs in one process, beside `JSON.parse` on as many characters and Langium's parser with an
 * equivalent grammar on the same file; the first parse of a process is measured in processes of its own.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { lex } from "../server/src/language/lexer.ts";
import { parse, warmUp } from "../server/src/language/parse.ts";
import { flowOf, jsonOf } from "./flows.mjs";
import { langiumParser } from "./peers/langium.mjs";

const sizes = [1_000, 10_000, 50_000];

function once(action) {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/** The median of as many runs as fit in about a second and a half, the first ones left out. */
function median(action) {
  const runs = [];
  const end = performance.now() + 1_500;
  for (let i = 0; i < 5; i++) action();
  while (runs.length < 7 || (performance.now() < end && runs.length < 200)) runs.push(once(action));
  return runs.sort((a, b) => a - b)[runs.length >> 1];
}

if (process.argv.includes("--cold")) {
  const warm = process.argv.includes("--warmed");
  if (warm) warmUp();
  const text = flowOf(Number(process.argv.at(-1)));
  console.log(once(() => parse(text)));
} else await report();

async function report() {
  const langium = await langiumParser().catch(() => undefined);
  if (langium === undefined) console.log("Langium is not installed: run `npm ci` in this folder to compare with it.\n");
  console.log(`Node ${process.versions.node}, ${process.arch}\n`);
  const rows = [
    ["lines", "KB", "tokens", "lex ms", "read ms", "MB/s", "JSON.parse ms", "ratio", "Langium ms", "ratio"],
  ];
  for (const size of sizes) rows.push(await measure(size, langium));
  print(rows);
  console.log("\nThe same 10,000 lines while they are wrong:");
  const text = flowOf(10_000);
  const states = text.split("\n}\n");
  const broken = states.map((state, i) => (i % 5 === 0 ? state.replace("->", "") : state)).join("\n}\n");
  print([
    ["", "ms", "problems"],
    wrong("a brace missing at the end", text.trimEnd().slice(0, -1)),
    wrong("a mistake in every fifth state", broken),
    wrong("cut in the middle", text.slice(0, text.length / 2)),
  ]);
  console.log("\nThe first file of a process, 10,000 lines:");
  print([
    ["", "ms"],
    ["cold", cold().toFixed(0)],
    ["after warmUp()", cold("--warmed").toFixed(0)],
  ]);
}

function wrong(name, text) {
  return [name, median(() => parse(text)).toFixed(2), String(parse(text).problems.length)];
}

async function measure(size, langium) {
  const text = flowOf(size);
  const { problems, tokens } = parse(text);
  if (problems.length > 0) throw new Error(problems[0].message);
  const json = jsonOf(text.length);
  const lexing = median(() => lex(text));
  const reading = median(() => parse(text));
  const jsonParsing = median(() => JSON.parse(json));
  const peer = langium === undefined ? undefined : median(() => langium(text));
  return [
    String(text.split("\n").length - 1),
    (text.length / 1_000).toFixed(0),
    String(tokens.length),
    lexing.toFixed(2),
    reading.toFixed(2),
    (text.length / 1_000 / reading).toFixed(1),
    jsonParsing.toFixed(2),
    `${(reading / jsonParsing).toFixed(1)} × JSON`,
    peer?.toFixed(1) ?? "–",
    peer === undefined ? "–" : `1/${(peer / reading).toFixed(1)} of Langium`,
  ];
}

/** The median over five processes of the first parse in each. */
function cold(...options) {
  const times = Array.from({ length: 5 }, () =>
    Number(
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--cold", ...options, "10000"], {
        encoding: "utf8",
      }),
    ),
  );
  return times.sort((a, b) => a - b)[2];
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padStart(widths[column])).join("  "));
}
