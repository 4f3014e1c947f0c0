/**
 * Turns a second, and what a conversation weighs: `node --expose-gc runtime.mjs`, with Node 22.19 or later.
 *
 * The same conversation of five turns for all: greeted, a name, an amount, a branch, the end. All take turns in one process,
 * a batch of conversations each. Then 10,000 conversations are held at once where they wait for the amount: what they take
 * of the heap, and as the JSON that would be written to a store.
 */

import { print, quantile } from "./measure.mjs";
import { createBotbuilder } from "./runtime/botbuilder.mjs";
import { createFlowstate } from "./runtime/flowstate.mjs";
import { createInk } from "./runtime/ink.mjs";
import { createRive } from "./runtime/rive.mjs";
import { createXstate } from "./runtime/xstate.mjs";

const inputs = ["Hi", "Ada", "250", "Go on"];
const turns = inputs.length + 1;
const held = 10_000;
const rounds = 15;

const peers = [createFlowstate(), createXstate(), createInk(), createRive(), createBotbuilder()];
for (const peer of peers) await prove(peer);

const sizes = [];
for (const peer of peers) sizes.push(await batchSize(peer));
const speeds = peers.map(() => []);
for (let round = 0; round < rounds; round++) {
  for (const [i, peer] of peers.entries()) {
    const started = performance.now();
    await converse(peer, sizes[i]);
    speeds[i].push((sizes[i] * turns * 1_000) / (performance.now() - started));
  }
}

const rows = [["", "turns a second", ": Flowstate", "heap a conversation", "JSON a conversation"]];
const first = middle(speeds[0]);
// Once for nothing: what the rounds left behind is gone before anything is weighed.
for (const peer of peers) await weigh(peer);
for (const [i, peer] of peers.entries()) {
  const { heap, json } = await weigh(peer);
  const speed = middle(speeds[i]);
  rows.push([
    peer.name,
    speed.toFixed(0),
    (speed / first).toFixed(3),
    `${(heap / 1_000).toFixed(2)} kB`,
    `${json.toFixed(0)} B`,
  ]);
}
console.log(`Node ${process.versions.node}, ${process.arch}; medians of ${rounds} rounds\n`);
print(rows);

/** All of them must really hold the conversation. */
async function prove(peer) {
  let conversation = await peer.begin(0);
  for (const [i, text] of inputs.entries()) {
    if (peer.isOver(conversation)) throw new Error(`${peer.name} is over after ${i} inputs.`);
    conversation = await peer.send(conversation, text);
  }
  if (!peer.isOver(conversation)) throw new Error(`${peer.name} does not come to the end.`);
  await peer.forget?.(conversation);
}

async function converse(peer, count) {
  for (let n = 0; n < count; n++) {
    let conversation = peer.begin(n);
    if (conversation instanceof Promise) conversation = await conversation;
    for (const text of inputs) {
      conversation = peer.send(conversation, text);
      if (conversation instanceof Promise) conversation = await conversation;
    }
    await peer.forget?.(conversation);
  }
}

/** As many conversations as take about a fifth of a second, once the code is warm. */
async function batchSize(peer) {
  const end = performance.now() + 1_500;
  while (performance.now() < end) await converse(peer, 10);
  const started = performance.now();
  await converse(peer, 100);
  return Math.max(20, Math.round((100 * 200) / (performance.now() - started)));
}

async function weigh(peer) {
  let conversations = [];
  for (let n = 0; n < held; n++) {
    let conversation = await peer.begin(`held${n}`);
    for (const text of inputs.slice(0, 2)) conversation = await peer.send(conversation, text);
    conversations.push(conversation);
  }
  await collect();
  const full = process.memoryUsage().heapUsed;
  let json = 0;
  for (const conversation of conversations) json += Buffer.byteLength(await peer.kept(conversation)) / held;
  for (const conversation of conversations) await peer.forget?.(conversation);
  conversations = [];
  await collect();
  return { heap: (full - process.memoryUsage().heapUsed) / held, json };
}

async function collect() {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function middle(values) {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
