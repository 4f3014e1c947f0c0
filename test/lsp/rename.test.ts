import { expect, test } from "vitest";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { type MockClient, startMockClient } from "../support/mockClient.ts";

const flow = `state start { -> help.agent }
mock m GET "/" { body { nextDialogstate: "help.agent" } }
`;
const help = "state agent { -> end }\n";

async function start(workspaceEdit: object): Promise<MockClient> {
  const editor = await startMockClient({
    files: { "/bot/a.flow": flow, "/bot/help.flow": help },
    capabilities: { workspace: { workspaceEdit }, textDocument: { diagnostic: {} } },
  });
  await editor.open("/bot/a.flow", flow);
  return editor;
}

test("edits between quotes come under a heading of their own, for a client that shows headings", async () => {
  const editor = await start({ documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } });
  const place = editor.at("/bot/a.flow", "agent");
  expect(await editor.request("textDocument/rename", { ...place, newName: "person" })).toMatchObject({
    changeAnnotations: { "In strings": { label: "In strings" } },
    documentChanges: [
      {
        textDocument: { uri: memoryUri("/bot/a.flow") },
        edits: [{ newText: "person" }, { newText: "person", annotationId: "In strings" }],
      },
      { textDocument: { uri: memoryUri("/bot/help.flow") }, edits: [{ newText: "person" }] },
    ],
  });
});

test.each([{ documentChanges: true }, { changeAnnotationSupport: {} }, {}])("no headings for %j", async (support) => {
  const editor = await start(support);
  const place = editor.at("/bot/a.flow", "agent");
  const edit = await editor.request("textDocument/rename", { ...place, newName: "person" });
  expect(JSON.stringify(edit)).not.toContain("nnotation");
  expect(JSON.stringify(edit).match(/person/g)).toHaveLength(3);
});

test("a flow is renamed where it stands before a dot", async () => {
  const editor = await start({ documentChanges: true });
  const place = editor.at("/bot/a.flow", "help");
  expect(await editor.request("textDocument/prepareRename", place)).toMatchObject({ placeholder: "help" });
  expect(await editor.request("textDocument/rename", { ...place, newName: "support" })).toMatchObject({
    documentChanges: [
      { edits: [{ newText: "support" }, { newText: "support.agent" }] },
      { edits: [{ newText: "flow support\n", range: { start: { line: 0, character: 0 } } }] },
    ],
  });
});
