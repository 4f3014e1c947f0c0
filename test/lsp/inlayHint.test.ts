import { expect, test } from "vitest";
import type { InlayHint } from "vscode-languageserver";
import { editorSettings } from "../../server/src/lsp/settings.ts";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { eventually, type MockClient, startMockClient } from "../support/mockClient.ts";

const flow = `state start {
  set session.count = 1
  api POST "/x" { body { nextDialogstate: "agent-1" } }
  -> agent
}
state agent id "agent-1" { -> end }
`;

async function start(resolves: boolean, settings: unknown = {}): Promise<MockClient> {
  const editor = await startMockClient({
    files: { "/bot/a.flow": flow },
    settings,
    capabilities: {
      workspace: { configuration: true, inlayHint: { refreshSupport: true } },
      textDocument: {
        diagnostic: {},
        ...(resolves && { inlayHint: { resolveSupport: { properties: ["tooltip", "label.location"] } } }),
      },
    },
  });
  await editor.open("/bot/a.flow", flow);
  return editor;
}

const everything = {
  textDocument: { uri: memoryUri("/bot/a.flow") },
  range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
};

function labels(hints: readonly InlayHint[] | null): unknown {
  return hints?.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join("")));
}

test("hints come bare, and are filled in when somebody looks at them", async () => {
  const editor = await start(true);
  const hints = await editor.request<InlayHint[]>("textDocument/inlayHint", everything);
  expect(labels(hints)).toEqual([": number", "→ agent"]);
  const [, second] = hints;
  expect(second).toMatchObject({ position: { line: 2, character: 51 }, paddingLeft: true });
  expect(second?.tooltip).toBeUndefined();
  expect(await editor.request("inlayHint/resolve", second)).toMatchObject({
    tooltip: { kind: "markdown", value: "Leads to the state `a.agent`." },
    label: [{ location: { uri: memoryUri("/bot/a.flow"), range: { start: { line: 5, character: 6 } } } }],
  });
});

test("a client that does not ask again gets them whole", async () => {
  const editor = await start(false);
  const hints = await editor.request<InlayHint[]>("textDocument/inlayHint", everything);
  expect(hints[1]).toMatchObject({ tooltip: {}, label: [{ location: { uri: memoryUri("/bot/a.flow") } }] });
});

test("a hint of a text that has changed stays as it is, and so does what is none", async () => {
  const editor = await start(true);
  const hints = await editor.request<InlayHint[]>("textDocument/inlayHint", everything);
  await editor.edit("/bot/a.flow", "count", "counter");
  expect(await editor.request("inlayHint/resolve", hints[1])).toEqual(hints[1]);
  const odd = { position: { line: 0, character: 0 }, label: "x", data: { uri: 5, offset: -1 } };
  expect(await editor.request("inlayHint/resolve", odd)).toEqual(odd);
});

test("settings switch each kind off", async () => {
  const kindsOf = (inlayHints: unknown) => [...editorSettings({ inlayHints }).inlayHints].join(" ");
  expect(kindsOf({ targets: false })).toBe("type value");
  expect(kindsOf({ types: false, values: false })).toBe("target");
  expect(kindsOf(undefined)).toBe("target type value");
  const editor = await start(true, { inlayHints: { targets: false } });
  await eventually(async () => {
    const hints = await editor.request<InlayHint[]>("textDocument/inlayHint", everything);
    return hints.length === 1 && labels(hints)?.toString() === ": number";
  });
});

test("what a run writes is shown, and the client is told to ask again", async () => {
  const editor = await start(true);
  let refreshes = 0;
  editor.connection.onRequest("workspace/inlayHint/refresh", () => {
    refreshes++;
    return null;
  });
  const events = [
    { type: "memory", path: "session.count", value: 7, previous: null },
    { type: "memory", path: 5, value: 7 },
    { type: "memory", path: "session.count", value: 8, previous: 7 },
    null,
  ];
  await editor.notify("flow/runFacts", { folder: memoryUri("/bot"), events });
  await eventually(() => refreshes > 0);
  expect(labels(await editor.request("textDocument/inlayHint", everything))).toEqual([": number", "= 8", "→ agent"]);
});
