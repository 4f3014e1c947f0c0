/** The table of messages in `docs/language-server.md` says what the server does: no more, no less, and every row has its test. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as protocol from "vscode-languageserver";
import { notifications, requests } from "../../server/src/lsp/routes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Row {
  readonly method: string;
  readonly direction: string;
  readonly what: string;
  readonly latency: string;
}

const page = readFileSync(join(root, "docs/language-server.md"), "utf8");
const section = page.slice(page.indexOf("<!-- messages -->"), page.indexOf("<!-- end of the messages -->"));
const rows: readonly Row[] = [...section.matchAll(/^\| `([^`]+)` \| (.+?) \| (.+?) \| (.*?) ?\|$/gm)].map(
  ([, method = "", direction = "", what = "", latency = ""]) => ({ method, direction, what, latency }),
);
const isOffered = ({ what }: Row) => what !== "not offered";
const own: readonly string[] = ["flow/runFacts", "flow/testCoverage", "flow/tests"];

/** Methods of the protocol by the name of their type, e.g. `HoverRequest`. */
const methods = new Map(
  Object.entries(protocol).flatMap(([name, value]): [string, string][] => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || !("type" in value)) return [];
    const type: unknown = value.type;
    const isType = typeof type === "object" && type !== null && "method" in type && typeof type.method === "string";
    return isType ? [[name, String(type.method)]] : [];
  }),
);

test("every message of the protocol has one row", () => {
  const known = new Set(methods.values());
  // Names for a whole family of messages, which nobody sends.
  for (const family of ["notebookDocument/sync", "textDocument/semanticTokens"]) known.delete(family);
  for (const library of ["$/cancelRequest", "$/progress"]) known.add(library);
  expect(rows.map(({ method }) => method).toSorted()).toEqual([...known].toSorted());
});

test("what the client sends is what the server routes, in the same way", () => {
  const byLibrary = new Set([
    ...["initialize", "initialized", "shutdown", "exit", "$/cancelRequest", "$/setTrace"],
    "window/workDoneProgress/cancel",
  ]);
  const told = rows.filter(
    (row) => row.direction === "client → server" && isOffered(row) && !byLibrary.has(row.method),
  );
  const routed = [...requests, ...notifications].filter(({ method }) => !own.includes(method));
  const draw = (all: readonly { readonly method: string; readonly latency: string }[]) =>
    all.map(({ method, latency }) => `${method} ${latency}`).toSorted();
  expect(draw(told)).toEqual(draw(routed));
});

test("the messages beyond the protocol are told too", () => {
  expect(own.filter((method) => !section.includes(`\`${method}\``))).toEqual([]);
});

/** What the library sends for us, by the words with which it is asked to. */
const libraryCalls: readonly (readonly [RegExp, string])[] = [
  [/\.getConfiguration\(/, "workspace/configuration"],
  [/\.getWorkspaceFolders\(/, "workspace/workspaceFolders"],
  [/\.applyEdit\(/, "workspace/applyEdit"],
  [/\.createWorkDoneProgress\(/, "window/workDoneProgress/create"],
  [/\.showDocument\(/, "window/showDocument"],
  [/client\s*\.register\(/, "client/registerCapability"],
  [/\(await last\)\.dispose\(/, "client/unregisterCapability"],
  [/\.sendDiagnostics\(/, "textDocument/publishDiagnostics"],
  [/\.console\.error\(/, "window/logMessage"],
  [/\.tracer\.log\(/, "$/logTrace"],
  [/\.sendProgress\(/, "$/progress"],
];

test("what the server sends is told", () => {
  const source = readdirSync(join(root, "server/src/lsp"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("routes.ts"))
    .map((file) => readFileSync(join(root, "server/src/lsp", file), "utf8"))
    .join("\n");
  const named = [...source.matchAll(/\b(\w+(?:Request|Notification))\.type\b/g)].flatMap(
    ([, name = ""]) => methods.get(name) ?? [],
  );
  const called = libraryCalls.flatMap(([words, method]) => (words.test(source) ? [method] : []));
  const taken = new Set([...requests, ...notifications].map(({ method }) => method));
  const sent = new Set([...named, ...called].filter((method) => !taken.has(method)));
  // Registered with the client under its name.
  const registered = rows.filter(({ direction, method }) => direction === "client → server" && sent.has(method));
  for (const { method } of registered) sent.delete(method);
  const told = rows.filter((row) => row.direction !== "client → server" && isOffered(row)).map(({ method }) => method);
  expect([...sent].toSorted()).toEqual(told.toSorted());
});

test("every message that is offered is in a test over a connection", () => {
  const folder = join(root, "test/lsp");
  const helpers = ["mockClient.ts", "genericClient.ts"].map((file) => join(root, "test/support", file));
  const files = readdirSync(folder, { encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && file !== "messages.test.ts")
    .map((file) => join(folder, file));
  const tests = [...files, ...helpers].map((file) => readFileSync(file, "utf8")).join("\n");
  const isTested = ({ method }: Row) =>
    tests.includes(`"${method}"`) || (/^workspace\/(\w+)\/refresh$/.test(method) && tests.includes("/refresh`"));
  const byEveryTest = new Set(["$/cancelRequest", "$/progress"]);
  const untested = rows.filter((row) => isOffered(row) && !byEveryTest.has(row.method) && !isTested(row));
  expect(untested.map(({ method }) => method)).toEqual([]);
});
