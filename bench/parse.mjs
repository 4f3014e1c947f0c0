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
import { changeDocument, openDocument } from "../server/src/workspace/documents.ts";
import { flowOf, jsonOf } from "./flows.mjs";
import { langiumParser } from "./peers/langium.mjs";

const sizes = [1_000, 10_000, 50_000];

function once(action) {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/**
 * Runs the actions in turn, so that what else happens on the machine falls on all of them alike, for about five
 * seconds, and gives the median and the fastest run of each; the first rounds are left out.
 */
function measure(...actions) {
  const runs = actions.map(() => []);
  for (let i = 0; i < 5; i++) for (const action of actions) action();
  const end = performance.now() + 5_000;
  while (runs[0].length < 7 || (performance.now() < end && runs[0].length < 300)) {
    for (const [i, action] of actions.entries()) runs[i].push(once(action));
  }
  return runs.map((times) => {
    times.sort((a, b) => a - b);
    return { median: times[times.length >> 1], fastest: times[0] };
  });
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
  console.log(`Node ${process.versions.node}, ${process.arch}; median (fastest) of warm runs in milliseconds\n`);
  const rows = [
    ["lines", "KB", "tokens", "lex", "read", "MB/s", "JSON.parse", "read : JSON", "Langium", "Langium : read"],
  ];
  for (const size of sizes) rows.push(rowOf(size, langium));
  print(rows);
  console.log("\nThe same 10,000 lines while they are wrong:");
  print([["", "read", "problems"], ...wrongRows(flowOf(10_000))]);
  console.log("\nA key in the middle of a file, from the edit to what was read, its lines included:");
  print([["lines", "a letter of a text", "a brace opened", "whole : letter"], ...sizes.map(editRow)]);
  console.log("\nThe first file of a process, 10,000 lines:");
  print([
    ["", "read"],
    ["cold", cold().toFixed(0)],
    ["after warmUp()", cold("--warmed").toFixed(0)],
  ]);
}

function written({ median, fastest }) {
  return `${median.toFixed(2)} (${fastest.toFixed(2)})`;
}

function rowOf(size, langium) {
  const text = flowOf(size);
  const { problems, tokens } = parse(text);
  if (problems.length > 0) throw new Error(problems[0].message);
  const json = jsonOf(text.length);
  const actions = [() => lex(text), () => parse(text), () => JSON.parse(json), () => langium?.(text)];
  const [lexing, reading, jsonParsing, peer] = measure(...actions);
  return [
    String(text.split("\n").length - 1),
    (text.length / 1_000).toFixed(0),
    String(tokens.length),
    written(lexing),
    written(reading),
    (text.length / 1_000 / reading.median).toFixed(1),
    written(jsonParsing),
    (reading.median / jsonParsing.median).toFixed(1),
    langium === undefined ? "–" : written(peer),
    langium === undefined ? "–" : (peer.median / reading.median).toFixed(1),
  ];
}

function wrongRows(text) {
  const states = text.split("\n}\n");
  const files = [
    ["a brace missing at the end", text.trimEnd().slice(0, -1)],
    [
      "a mistake in every fifth state",
      states.map((state, i) => (i % 5 === 0 ? state.replace("->", "") : state)).join("\n}\n"),
    ],
    ["cut in the middle", text.slice(0, text.length / 2)],
  ];
  const times = measure(
    ...files.map(
      ([, file]) =>
        () =>
          parse(file),
    ),
  );
  return files.map(([name, file], i) => [name, written(times[i]), String(parse(file).problems.length)]);
}

/** Types a key and deletes it again; the times are for one of the two. */
function editRow(size) {
  const text = flowOf(size);
  const state = text.indexOf("\nstate s", text.length / 2);
  const key = (at, typed) => {
    let document = openDocument("file:///bench.flow", 0, text);
    document.parsed();
    const start = document.lines().positionAt(at);
    const end = { line: start.line, character: start.character + typed.length };
    let isThere = false;
    return () => {
      const change = isThere ? { range: { start, end }, text: "" } : { range: { start, end: start }, text: typed };
      isThere = !isThere;
      document = changeDocument(document, document.version + 1, [change]);
      return document.parsed().parts;
    };
  };
  const letter = key(text.indexOf("Hello", state), "x");
  const brace = key(text.indexOf("{", state), "{");
  const [typed, opened, whole] = measure(letter, brace, () => parse(text));
  return [String(size), written(typed), written(opened), (whole.median / typed.median).toFixed(0)];
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
