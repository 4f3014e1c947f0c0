import { afterEach, describe, expect, test } from "vitest";
import { CancellationTokenSource } from "vscode-languageserver";
import { memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";
import { allCapabilities, drawDiagnostics, eventually, startMockClient } from "../support/mockClient.ts";

const main = "state start { -> help.agent }\nstate again { -> nowhere }\n";
const help = "state agent { -> end }\n";

let release: () => void = () => undefined;
afterEach(() => release());

/** A client whose disk does not answer until `release` is called. */
async function startHeld(files: Readonly<Record<string, string>> = { "/bot/main.flow": main, "/bot/help.flow": help }) {
  const disk = memoryFileSystem(files);
  release = disk.hold();
  return startMockClient({ disk });
}

describe("while folders are read", () => {
  test("a document is answered with what is wrong in it alone, and asked for again", async () => {
    const editor = await startHeld();
    const text = `${main}state broken { -> -> }\n`;
    await editor.open("/bot/main.flow", text);
    const early = await editor.pull("/bot/main.flow");
    const codes = (report: typeof early) => (report.kind === "full" ? report.items.map(({ code }) => code) : []);
    expect(codes(early)).toContain("syntax");
    expect(codes(early)).not.toContain("unknown-state");
    release();
    await eventually(() => editor.refreshes > 0);
    const whole = await editor.pull("/bot/main.flow");
    expect(codes(whole)).toEqual(expect.arrayContaining(["syntax", "unknown-state"]));
    expect(codes(whole).filter((code) => code === "unknown-state")).toHaveLength(1);
  });

  test("what was found before stays with its words", async () => {
    const editor = await startMockClient({ files: { "/bot/main.flow": main, "/bot/help.flow": help } });
    await editor.open("/bot/main.flow", main);
    const first = await editor.pull("/bot/main.flow");
    expect(first.kind === "full" && drawDiagnostics(first.items)).toContain("1:17-1:24 unknown-state");
    release = editor.disk.hold();
    await editor.save("/bot/.gitignore", "x");
    await editor.edit("/bot/main.flow", "state start", "// one line\nstate start");
    const early = await editor.pull("/bot/main.flow");
    expect(early.kind === "full" && drawDiagnostics(early.items)).toContain("2:17-2:24 unknown-state");
    await editor.edit("/bot/main.flow", "nowhere", "now");
    const edited = await editor.pull("/bot/main.flow");
    expect(edited.kind === "full" && drawDiagnostics(edited.items).join()).not.toContain("unknown-state");
    release();
    await eventually(async () => JSON.stringify(await editor.pull("/bot/main.flow")).includes("unknown-state"));
  });

  test("what was found before speaks of no file that went meanwhile", async () => {
    const text = "flow same\nstate start { -> end }\n";
    const files = { "/bot/one.flow": text, "/bot/two.flow": text };
    const pulling = await startMockClient({ files });
    const pushed = await startMockClient({ files, capabilities: { ...allCapabilities, textDocument: {} } });
    const one = memoryUri("/bot/one.flow");
    for (const editor of [pulling, pushed]) {
      await editor.open("/bot/one.flow", text);
      const report = async () =>
        editor === pulling ? await editor.pull("/bot/one.flow") : (editor.published.get(one) ?? []);
      await eventually(async () => JSON.stringify(await report()).includes(memoryUri("/bot/two.flow")));
      editor.disk.write("/bot/three.flow", "");
      release = editor.disk.hold();
      const changes = [
        { uri: memoryUri("/bot/two.flow"), type: 3 },
        { uri: memoryUri("/bot/three.flow"), type: 1 },
      ];
      await editor.notify("workspace/didChangeWatchedFiles", { changes });
      await editor.edit("/bot/one.flow", "state", "// one line\nstate");
      await eventually(async () => !JSON.stringify(await report()).includes(memoryUri("/bot/two.flow")));
      release();
    }
  });

  test("a place of a document that changes meanwhile is answered as outdated", async () => {
    const editor = await startHeld();
    await editor.open("/bot/main.flow", main);
    const isOutdated = (request: Promise<unknown>) => expect(request).rejects.toMatchObject({ code: -32801 });
    const hover = isOutdated(editor.request("textDocument/hover", editor.at("/bot/main.flow", "help.agent", 7)));
    await editor.edit("/bot/main.flow", "state start", "// one line\nstate start");
    const next = isOutdated(editor.request("textDocument/hover", editor.at("/bot/main.flow", "help.agent", 7)));
    const tokens = editor.request("textDocument/semanticTokens/full", {
      textDocument: { uri: memoryUri("/bot/main.flow") },
    });
    await editor.edit("/bot/main.flow", "nowhere", "somewhere");
    const last = editor.request("textDocument/hover", editor.at("/bot/main.flow", "help.agent", 7));
    // The server has taken everything in once it answers this.
    await editor.request("flowstate/nothing", {}).catch(() => undefined);
    release();
    await Promise.all([hover, next]);
    expect(await last).toMatchObject({ range: { start: { line: 1 } } });
    expect(await tokens).toMatchObject({ data: expect.arrayContaining([expect.any(Number)]) });
  });

  test("a folder that is removed takes its requests along", async () => {
    const editor = await startHeld();
    const references = editor.request("textDocument/references", {
      textDocument: { uri: memoryUri("/bot/help.flow") },
      position: { line: 0, character: 7 },
      context: { includeDeclaration: true },
    });
    await editor.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [{ uri: memoryUri("/bot"), name: "bot" }] },
    });
    release();
    expect(await references).not.toBeUndefined();
    expect(await editor.request("workspace/symbol", { query: "" })).toEqual([]);
  });

  test("what is known of closed files stays, for clients that pull and for those that are pushed to", async () => {
    const closed = memoryUri("/bot/main.flow");
    const files = { "/bot/main.flow": main, "/bot/help.flow": help };
    const [pulling, pushed] = [
      await startMockClient({ files }),
      await startMockClient({ files, capabilities: { ...allCapabilities, textDocument: {} } }),
    ];
    const source = new CancellationTokenSource();
    const params = { previousResultIds: [], partialResultToken: "p" };
    const held = pulling.request("workspace/diagnostic", params, source.token).catch(() => undefined);
    await eventually(() => JSON.stringify(pulling.partialResults).includes("unknown-state"));
    await eventually(() => JSON.stringify(pushed.published.get(closed) ?? []).includes("unknown-state"));
    const before = pushed.published.get(closed);
    for (const editor of [pulling, pushed]) {
      release = editor.disk.hold();
      await editor.open("/bot/help.flow", help);
      await editor.save("/bot/.gitignore", "x");
      await editor.edit("/bot/help.flow", "agent", "agents");
      await editor.edit("/bot/help.flow", "agents", "agent");
      // The server has taken the edits in once it answers this: on a busy machine they may come later than the disk answers.
      await editor.request("flowstate/nothing", {}).catch(() => undefined);
      // Long enough for the edits to be over.
      await new Promise((resolve) => setTimeout(resolve, 200));
      release();
      await editor.request("workspace/symbol", { query: "" });
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    const told = pulling.partialResults.flatMap(
      (part) => (part as { items: { uri: string; items: unknown[] }[] }).items,
    );
    expect(told.filter(({ uri }) => uri === closed)).toHaveLength(1);
    expect(pushed.published.get(closed)).toEqual(before);
    source.cancel();
    await held;
  });

  test("a request that waits for it is answered at once when it is cancelled", async () => {
    const editor = await startHeld();
    const source = new CancellationTokenSource();
    const pending = editor.request("workspace/symbol", { query: "" }, source.token);
    const held = editor.request("workspace/diagnostic", { previousResultIds: [] }, source.token);
    source.cancel();
    await expect(pending).rejects.toMatchObject({ code: -32800 });
    await expect(held).rejects.toMatchObject({ code: -32800 });
  });

  test("it is shown, and can be stopped and taken up again", async () => {
    const editor = await startHeld();
    editor.choice = "Read the rest";
    const held = editor.disk;
    await editor.open("/bot/main.flow", main);
    await eventually(() => editor.progress.length > 0);
    expect(editor.progress[0]).toMatchObject({ kind: "begin", title: "Reading flows", cancellable: true });
    await editor.notify("window/workDoneProgress/cancel", { token: editor.progressTokens[0] });
    await editor.request("flowstate/nothing", {}).catch(() => undefined);
    release();
    await eventually(() => editor.shown.some(({ method }) => method === "window/showMessageRequest"));
    expect(editor.progress.at(-1)).toMatchObject({ kind: "end" });
    await eventually(async () => JSON.stringify(await editor.pull("/bot/main.flow")).includes("unknown-state"));
    expect((await editor.pull("/bot/main.flow")).kind).toBe("full");
    expect(held.reads()).toBeGreaterThan(0);
  });

  test("what was stopped tells no tales about files that were not read", async () => {
    const editor = await startHeld();
    await editor.open("/bot/main.flow", main);
    await eventually(() => editor.progress.length > 0);
    await editor.notify("window/workDoneProgress/cancel", { token: editor.progressTokens[0] });
    await editor.request("flowstate/nothing", {}).catch(() => undefined);
    release();
    await eventually(() => editor.shown.length > 0);
    const report = await editor.pull("/bot/main.flow");
    expect(report).toMatchObject({ kind: "full", items: [] });
  });

  test("short reading shows nothing", async () => {
    const editor = await startMockClient({ files: { "/bot/main.flow": main } });
    await editor.pullWorkspace();
    expect(editor.progressTokens).toEqual([]);
  });
});

test("ten thousand events at once are one change", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [`/bot/f${at}.flow`, `state s { -> ${at === 0 ? "gone" : "f0.s"} }\n`]),
  );
  const editor = await startMockClient({ files: { "/bot/main.flow": main } });
  await editor.pullWorkspace();
  for (const [path, text] of Object.entries(files)) editor.disk.write(path, text);
  const changes = Object.keys(files).map((path) => ({ uri: memoryUri(path), type: 1 }));
  const before = editor.refreshes;
  await editor.notify("workspace/didChangeWatchedFiles", { changes });
  // It answers between them.
  await editor.open("/bot/main.flow", main);
  const began = performance.now();
  await editor.request("textDocument/documentSymbol", { textDocument: { uri: memoryUri("/bot/main.flow") } });
  expect(performance.now() - began).toBeLessThan(1500);
  const references = await editor.request<unknown[]>("textDocument/references", {
    textDocument: { uri: memoryUri("/bot/f0.flow") },
    position: { line: 0, character: 6 },
    context: { includeDeclaration: false },
  });
  expect(references).toHaveLength(9999);
  await eventually(() => editor.refreshes > before);
  for (const path of Object.keys(files)) editor.disk.remove(path);
  await editor.notify("workspace/didChangeWatchedFiles", { changes: changes.map(({ uri }) => ({ uri, type: 3 })) });
  const symbols = await editor.request<unknown[]>("workspace/symbol", { query: "s" });
  expect(symbols).toHaveLength(1);
}, 60_000);

test("folders are asked for where the client did not say, and files watched as long as one is open", async () => {
  const files = { "/bot/main.flow": main };
  const editor = await startMockClient({ files, folders: [], initialize: { workspaceFolders: undefined } });
  expect(editor.registrations.some(({ method }) => method === "workspace/didChangeWatchedFiles")).toBe(false);
  const folder = { uri: memoryUri("/bot"), name: "bot" };
  await editor.notify("workspace/didChangeWorkspaceFolders", { event: { added: [folder], removed: [] } });
  const isWatched = () => editor.registrations.some(({ method }) => method === "workspace/didChangeWatchedFiles");
  await eventually(isWatched);
  await editor.notify("workspace/didChangeWorkspaceFolders", { event: { added: [], removed: [folder] } });
  await eventually(() => !isWatched());
});

test("work that was given a token tells its begin and end", async () => {
  const editor = await startMockClient({ files: { "/bot/main.flow": main } });
  editor.progressTokens.push("mine");
  await editor.request("workspace/symbol", { query: "s", workDoneToken: "mine" });
  expect(editor.progress.map(({ kind }) => kind)).toEqual(["begin", "end"]);
});

test("requests are traced while the client wants it", async () => {
  const editor = await startMockClient({ files: { "/bot/main.flow": main }, initialize: { trace: "messages" } });
  await editor.request("workspace/symbol", { query: "s" });
  expect(editor.traces).toMatchObject([{ message: expect.stringMatching(/^workspace\/symbol: [\d.]+ ms$/) }]);
  await editor.notify("$/setTrace", { value: "off" });
  await editor.request("workspace/symbol", { query: "s" });
  expect(editor.traces).toHaveLength(1);
});

test("a client that pushes nothing itself gets findings of a document as it types", async () => {
  const editor = await startMockClient({
    files: { "/bot/main.flow": main, "/bot/help.flow": help },
    capabilities: { ...allCapabilities, textDocument: {} },
  });
  const uri = memoryUri("/bot/main.flow");
  await editor.open("/bot/main.flow", main);
  await eventually(() =>
    drawDiagnostics(editor.published.get(uri) ?? [])
      .join()
      .includes("1:17-1:24 unknown-state"),
  );
  await editor.edit("/bot/main.flow", "state start", "\nstate start");
  await eventually(() =>
    drawDiagnostics(editor.published.get(uri) ?? [])
      .join()
      .includes("2:17-2:24 unknown-state"),
  );
});
