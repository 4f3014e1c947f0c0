/**
 * What is measured. Every metric takes the servers in turn, so that what else happens on the machine falls on all of them
 * alike, and answers for each the values that were taken, or `undefined` where a server has nothing for it.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startServer } from "./client.mjs";

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A workspace on the disk for one server: its URI, and the URIs of files in it. */
async function workspaceOf(folder, name, files) {
  const root = join(folder, name.replaceAll(/\W+/g, "-"));
  await mkdir(root, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(root, file), text);
  return { root: pathToFileURL(root).href, uri: (file) => pathToFileURL(join(root, file)).href };
}

async function start(server, root) {
  const running = await startServer(server, root);
  await server.afterwards?.(running);
  return running;
}

const isAt = (line) => (item) => item.range.start.line <= line && line <= item.range.end.line;

/** True for diagnostics that tell of the seeded mistake, and of the other one only while it is there. */
function rightFor({ isLimit }, document, isWrong) {
  if (isLimit) return () => true;
  return (items) => items.some(isAt(document.mistake)) && items.some(isAt(document.key.line)) === isWrong;
}

/** An opened document with a key that goes in and out. */
class Typing {
  #running;
  #server;
  #uri;
  #document;
  #version = 0;
  #isThere = false;

  constructor(server, running, uri, document) {
    this.#server = server;
    this.#running = running;
    this.#uri = uri;
    this.#document = document;
  }

  get uri() {
    return this.#uri;
  }

  open() {
    return this.#running.diagnosticsAfter(
      this.#uri,
      () => this.#running.open(this.#uri, this.#server.notation.languageId, this.#document.text),
      rightFor(this.#server, this.#document, false),
    );
  }

  #type() {
    const start = this.#document.key;
    const end = { line: start.line, character: start.character + 1 };
    this.#isThere = !this.#isThere;
    this.#version++;
    const edit = this.#isThere ? { range: { start, end: start }, text: "x" } : { range: { start, end }, text: "" };
    this.#running.change(this.#uri, this.#version, edit);
    return this.#isThere ? end : start;
  }

  /** The milliseconds from a key to the diagnostics that are right then. */
  async diagnostics() {
    let began;
    const at = await this.#running.diagnosticsAfter(
      this.#uri,
      () => {
        began = performance.now();
        this.#type();
      },
      (items) => rightFor(this.#server, this.#document, this.#isThere)(items),
    );
    return at - began;
  }

  /** Takes the last letter of the word away, or writes it again: what is there then begins a name. */
  #shorten() {
    const end = this.#document.key;
    const start = { line: end.line, character: end.character - 1 };
    this.#isThere = !this.#isThere;
    this.#version++;
    const letter = this.#document.text.split("\n", end.line + 1)[end.line][start.character];
    const edit = this.#isThere ? { range: { start, end }, text: "" } : { range: { start, end: start }, text: letter };
    return { edit, position: this.#isThere ? start : end };
  }

  /** The milliseconds from a key to the list of what fits there. */
  async completion() {
    const { edit, position } = this.#shorten();
    const began = performance.now();
    this.#running.change(this.#uri, this.#version, edit);
    const { result, at } = await this.#running.request("textDocument/completion", {
      textDocument: { uri: this.#uri },
      position,
      context: { triggerKind: 1 },
    });
    const offered = (result?.items ?? result ?? []).length;
    if (offered === 0 && this.#server.isLimit !== true) throw new Error(`${this.#server.name} offers nothing.`);
    return at - began;
  }
}

/** Opens the same document in every server, types in turn, and answers the times of each. */
async function typing(servers, folder, { lines, seconds, most, warm }, key) {
  const all = [];
  for (const server of servers) {
    const document = server.notation.document(Math.floor(lines / 6));
    const { root, uri } = await workspaceOf(folder, `${server.name} ${lines}`, server.notation.files);
    const running = await start(server, root);
    const author = new Typing(server, running, uri(`bench.${server.notation.extension}`), document);
    await author.open();
    all.push({ running, author, spent: 0, times: [], name: server.name });
  }
  for (const one of all) {
    for (let i = 0; i < warm && one.spent < (seconds * 1_000) / 2; i++) one.spent += await key(one.author);
    one.spent = 0;
  }
  // Whoever is slow gets fewer turns: at least three, and as many seconds as the others.
  for (let turn = 0; turn < most; turn++) {
    for (const one of all) {
      if (one.spent > seconds * 1_000 && turn >= 3) continue;
      const time = await key(one.author);
      one.times.push(time);
      one.spent += time;
    }
  }
  await Promise.all(all.map(({ running }) => running.stop()));
  return new Map(all.map(({ name, times }) => [name, times]));
}

/** Milliseconds from the start of the process to the answer of `initialize`. */
async function starting(servers, folder, { rounds }) {
  const times = new Map(servers.map(({ name }) => [name, []]));
  // The first round brings the files into the memory of the machine.
  for (let round = 0; round <= rounds; round++) {
    for (const server of servers) {
      const { root } = await workspaceOf(folder, `${server.name} start`, server.notation.files);
      const running = await start(server, root);
      if (round > 0) times.get(server.name).push(running.started);
      await running.stop();
    }
  }
  return times;
}

/** Milliseconds until the diagnostics of a long document are there, in a process that has read a short one. */
async function opening(servers, folder, { lines, rounds }) {
  const times = new Map(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) {
      const { root, uri } = await workspaceOf(folder, `${server.name} open`, server.notation.files);
      const running = await start(server, root);
      const author = (name, states) =>
        new Typing(server, running, uri(`${name}.${server.notation.extension}`), server.notation.document(states));
      const short = author("short", 10);
      await short.open();
      await wait(300);
      running.close(short.uri);
      await wait(100);
      const long = author("bench", Math.floor(lines / 6));
      const began = performance.now();
      times.get(server.name).push((await long.open()) - began);
      await running.stop();
    }
  }
  return times;
}

/**
 * A project of many files. Answers three metrics: milliseconds from the start of the process until all references of a
 * state that every file speaks of are found, the same when asked again, and the megabytes that the server holds then.
 */
async function project(servers, folder, { files, rounds, warm }) {
  const able = servers.filter(({ lacks = [], isLimit }) => !lacks.includes("project") && isLimit !== true);
  const found = new Map(servers.map(({ name }) => [name, []]));
  const again = new Map(servers.map(({ name }) => [name, []]));
  const memory = new Map(servers.map(({ name }) => [name, []]));
  const prepared = [];
  for (const server of able) {
    const { files: texts, open, at, count } = server.notation.project(files);
    prepared.push({
      server,
      at,
      count,
      open,
      text: texts[open],
      ...(await workspaceOf(folder, `${server.name} project`, texts)),
    });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { server, root, uri, open, text, at: position, count } of prepared) {
      const running = await start(server, root);
      running.open(uri(open), server.notation.languageId, text);
      const params = { textDocument: { uri: uri(open) }, position, context: { includeDeclaration: true } };
      const ask = () => running.request("textDocument/references", params).catch(() => ({ result: [], at: 0 }));
      const end = performance.now() + 120_000;
      let answer = await ask();
      while ((answer.result ?? []).length < count && performance.now() < end) {
        await wait(5);
        answer = await ask();
      }
      if (answer.result?.length !== count)
        throw new Error(`${server.name}: ${answer.result?.length} references, not ${count}.`);
      found.get(server.name).push(answer.at - running.began);
      for (let i = 0; i < warm; i++) {
        const began = performance.now();
        const { at } = await ask();
        if (i >= warm >> 1) again.get(server.name).push(at - began);
      }
      const bytes = running.memory();
      if (bytes !== undefined) memory.get(server.name).push(bytes / 1e6);
      await running.stop();
    }
  }
  return { found, again, memory };
}

/** Milliseconds that processors work for a server in a minute in which nothing happens, a document of 1,000 lines opened. */
async function idle(servers, folder, { seconds, settle }) {
  const all = [];
  for (const server of servers) {
    const { root, uri } = await workspaceOf(folder, `${server.name} idle`, server.notation.files);
    const running = await start(server, root);
    const document = server.notation.document(166);
    await new Typing(server, running, uri(`bench.${server.notation.extension}`), document).open();
    all.push({ name: server.name, running });
  }
  await wait(settle * 1_000);
  for (const one of all) one.before = one.running.work();
  await wait(seconds * 1_000);
  const times = new Map();
  for (const { name, running, before } of all) {
    const after = running.work();
    times.set(name, after === undefined || before === undefined ? [] : [((after - before) * 60) / seconds]);
  }
  await Promise.all(all.map(({ running }) => running.stop()));
  return times;
}

const key = (act) => (lines) => ({
  run: (servers, folder, { quick }) =>
    typing(
      servers.filter(({ isSlow }) => !(quick && lines > 10_000 && isSlow === true)),
      folder,
      { lines, seconds: quick ? 3 : 12, most: quick ? 40 : 150, warm: 30 },
      act,
    ),
});

/**
 * The metrics by name, in the order of the table. `run` answers the values of every server; those of `project` answer several
 * metrics at once. `goal` is what Flowstate is to reach, in `unit`.
 */
export function metricsFor(lines) {
  const typed = (goals, name, label, act) =>
    Object.entries(goals)
      .filter(([count]) => lines.includes(Number(count)))
      .map(([count, goal]) => ({
        name,
        label: `${label}, ${Number(count).toLocaleString("en")} lines`,
        unit: "ms",
        goal,
        run: async (...given) => [await key(act)(Number(count)).run(...given)],
      }));
  const one = (name, label, goal, run) => ({
    name,
    label,
    unit: "ms",
    goal,
    run: async (...given) => [await run(...given)],
  });
  return [
    one("start", "start → `initialize` answered", 90, (servers, folder, { quick }) =>
      starting(servers, folder, { rounds: quick ? 5 : 15 }),
    ),
    ...typed({ 1000: 3, 10000: 5, 50000: 12 }, "key", "key → diagnostics", (author) => author.diagnostics()),
    ...typed({ 10000: 5 }, "completion", "key → completion", (author) => author.completion()),
    one("open", "open → diagnostics, 10,000 lines", 60, (servers, folder, { quick }) =>
      opening(servers, folder, { lines: 10_000, rounds: quick ? 3 : 7 }),
    ),
    {
      name: "project",
      labels: [
        { label: "5,000 files: start → all references found", unit: "ms", goal: 900 },
        { label: "5,000 files: references again", unit: "ms", goal: 8 },
        { label: "5,000 files: memory", unit: "MB", goal: 180 },
      ],
      run: async (servers, folder, { quick }) => {
        const { found, again, memory } = await project(servers, folder, {
          files: 5_000,
          rounds: quick ? 1 : 5,
          warm: 20,
        });
        return [found, again, memory];
      },
    },
    one("idle", "work in a minute of rest", 20, (servers, folder, { quick }) =>
      idle(servers, folder, quick ? { seconds: 10, settle: 5 } : { seconds: 60, settle: 15 }),
    ),
  ];
}
