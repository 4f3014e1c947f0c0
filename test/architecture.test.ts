import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type ImportGraph, readImports } from "./architecture/importGraph.ts";
import { breachesOf } from "./architecture/importRules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsConfig = join(root, "tsconfig.json");

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`);
}

describe("the imports of the product", () => {
  let graph: ImportGraph;
  beforeAll(async () => {
    graph = await readImports(root, tsConfig);
  });

  test("every source file was read, with its imports", () => {
    const files = [...sourceFiles("client"), ...sourceFiles("server/src")];
    expect([...graph.keys()].sort()).toEqual([...files].sort());
    expect([...graph.values()].flat().length).toBeGreaterThan(files.length);
    expect(files.length).toBeGreaterThan(100);
  });

  test("no import breaks a rule", () => {
    expect(breachesOf(graph)).toEqual([]);
  });
});

test("each rule catches the violation that was seeded for it", async () => {
  const folder = join(root, "test", "fixtures", "architecture");
  const breaches = breachesOf(await readImports(folder, tsConfig));
  expect(breaches.join("\n")).toMatchInlineSnapshot(`
    "a cycle: server/src/semantics/symbols.ts → server/src/semantics/scopes.ts
    client/src/extension.ts → client/webview/panel.ts: client/src may import types only from the panels
    client/src/extension.ts → server/src/runtime/events.ts: client/src may import the three protocol.ts files only
    client/webview/messages.ts → client/src/extension.ts: client/webview runs in a browser of its own
    client/webview/panel.ts → fs: client/webview runs in a browser of its own
    client/webview/panel.ts → server/src/runtime/events.ts: client/webview may import the types of runtime/events.ts only
    client/webview/panel.ts → vscode: this package has a place of its own
    server/src/debug/adapter.ts → undici: this package has a place of its own
    server/src/debug/adapter.ts → vscode: this package has a place of its own
    server/src/expressions/evaluate.ts → chevrotain: this package has a place of its own
    server/src/expressions/evaluate.ts → process: this room imports nothing from Node
    server/src/features/hover.ts → server/src/features/definition.ts: features do not import each other
    server/src/features/hover.ts → server/src/runtime/machine.ts: features may not import runtime
    server/src/features/hover.ts → vscode-languageserver: this package has a place of its own
    server/src/language/parse.ts → server/src/expressions/evaluate.ts: language may not import expressions
    server/src/lsp/server.ts → client/webview/panel.ts: the server imports nothing of the client
    server/src/lsp/server.ts → server/src/runtime/machine.ts: lsp may not import runtime
    server/src/plumbing/pipes.ts → ./drains.ts: server/src has no room named plumbing
    server/src/plumbing/pipes.ts → ./drains.ts: there is no such file
    server/src/plumbing/pipes.ts → server/src/base/result.ts: server/src has no room named plumbing
    server/src/runtime/effects/clock.ts → timers/promises: Node's modules only in *.node.ts
    server/src/runtime/machine.ts → server/src/features/definition.ts: runtime may not import features
    server/src/runtime/machine.ts → undici: this package has a place of its own
    server/src/semantics/symbols.ts → server/src/workspace/files.node.ts: *.node.ts only from *.node.ts
    server/src/semantics/symbols.ts → server/src/workspace/files.node.ts: semantics may not import workspace
    server/src/workspace/projects.ts → @vscode/debugadapter: this package has a place of its own
    server/src/workspace/projects.ts → commander: this package has a place of its own
    server/src/workspace/projects.ts → fastify: this package has a place of its own
    server/src/workspace/projects.ts → path: Node's modules only in *.node.ts
    server/src/workspace/projects.ts → preact: this package has a place of its own
    server/src/workspace/projects.ts → server/src/workspace/files.node.ts: *.node.ts only from *.node.ts
    server/src/workspace/projects.ts → vscode-languageclient: this package has a place of its own"
  `);
});
