/**
 * Which intent a text says: `node understanding.mjs`, with Node 22.19 or later.
 *
 * 20 intents in three languages, each with 20 phrases to learn from and 10 to be found, written by hand (`understanding/data`),
 * and 60 texts a language that say none of them, which nobody learns from. All classify the same texts in one process, in turn.
 *
 * The texts to be found were looked at while the scorer was made. `understanding/heldOut` was written afterwards, 5 texts an intent and
 * 30 that say none: nothing was changed for what came of them.
 */
import { readFileSync } from "node:fs";
import { median, print } from "./measure.mjs";
import { createBasic } from "./understanding/basic.mjs";
import { createFlowstate } from "./understanding/flowstate.mjs";
import { createMinisearch } from "./understanding/minisearch.mjs";
import { createNatural } from "./understanding/natural.mjs";
import { createNodeNlp } from "./understanding/nodeNlp.mjs";

const languages = ["en", "nl", "de"];
const peers = [createFlowstate, createNodeNlp, createBasic, createNatural, createMinisearch];
const rounds = 7;
const batch = 40;

const data = new Map(languages.map((language) => [language, readData(language)]));
const rows = [];
const heldOutRows = [];
const speeds = [];
for (const create of peers) {
  const results = [];
  const heldOut = [];
  const classifiers = [];
  let training = 0;
  let name = "";
  for (const language of languages) {
    const { train, test, outOfScope, held } = data.get(language);
    const start = performance.now();
    const peer = await create(language, train);
    training += performance.now() - start;
    name = peer.name;
    classifiers.push([peer, [...test.map(({ text }) => text), ...outOfScope]]);
    results.push(await evaluate(peer, test, outOfScope));
    heldOut.push(await evaluate(peer, held.test, held.outOfScope));
  }
  rows.push([...rowOf(name, results), `${Math.round(training)} ms`]);
  heldOutRows.push(rowOf(name, heldOut));
  speeds.push({ name, classifiers, times: [] });
}

console.log(
  "Right: the intent is found, and sure enough for the threshold. None: texts out of scope that are taken for none.\nFirst: the right intent is the first, however sure. Apart: how often a text that is found right scores above one out of scope.\n",
);
const columns = ["", "right", ...languages, "none", "first", "apart"];
print([[...columns, "training"], ...rows]);
console.log("\nThe texts that nobody has looked at:\n");
print([columns, ...heldOutRows]);

// In turn, so that what else happens on the machine falls on all alike.
for (let round = 0; round < rounds; round++) {
  for (const speed of speeds) speed.times.push(await rate(speed.classifiers));
}
const first = median(speeds[0].times.sort((a, b) => a - b));
console.log();
print([
  ["", "texts a second", ": Flowstate"],
  ...speeds.map(({ name, times }) => {
    const each = median(times.sort((a, b) => a - b));
    return [name, Math.round(each).toLocaleString("en"), (each / first).toFixed(3)];
  }),
]);

function readData(language) {
  const read = (folder) =>
    JSON.parse(readFileSync(new URL(`understanding/${folder}/${language}.json`, import.meta.url), "utf8"));
  const flat = (part) => Object.entries(part).flatMap(([intent, texts]) => texts.map((text) => ({ text, intent })));
  const [file, held] = [read("data"), read("heldOut")];
  return {
    train: flat(file.train),
    test: flat(file.test),
    outOfScope: file.outOfScope,
    held: { test: flat(held.test), outOfScope: held.outOfScope },
  };
}

function rowOf(name, results) {
  const total = sum(results);
  return [
    name,
    percent(total.right, total.texts),
    ...results.map(({ right, texts }) => percent(right, texts)),
    percent(total.refused, total.foreign),
    percent(total.best, total.texts),
    (total.separation / results.length).toFixed(3),
  ];
}

async function evaluate(peer, test, outOfScope) {
  const found = [];
  for (const { text, intent } of test) found.push({ intent, ...(await peer.classify(text)) });
  const foreign = [];
  for (const text of outOfScope) foreign.push(await peer.classify(text));
  const best = found.filter(({ name, intent }) => name === intent);
  return {
    texts: test.length,
    right: best.filter(({ score }) => score >= peer.threshold).length,
    best: best.length,
    foreign: outOfScope.length,
    refused: foreign.filter(({ name, score }) => name === null || score < peer.threshold).length,
    separation: apart(
      best.map(({ score }) => score),
      foreign.map(({ name, score }) => (name === null ? 0 : score)),
    ),
  };
}

/** How often one of the first is above one of the second. */
function apart(high, low) {
  let above = 0;
  for (const a of high) for (const b of low) above += a > b ? 1 : a === b ? 0.5 : 0;
  return above / (high.length * low.length);
}

function sum(results) {
  const total = {};
  for (const result of results) {
    for (const [key, value] of Object.entries(result)) total[key] = (total[key] ?? 0) + value;
  }
  return total;
}

/** Texts a second, for about `batch` milliseconds a language. */
async function rate(classifiers) {
  let count = 0;
  let took = 0;
  for (const [peer, texts] of classifiers) {
    const start = performance.now();
    for (let at = 0; performance.now() - start < batch; at++) {
      const answer = peer.classify(texts[at % texts.length]);
      if (answer instanceof Promise) await answer;
      count++;
    }
    took += performance.now() - start;
  }
  return (count * 1_000) / took;
}

function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
