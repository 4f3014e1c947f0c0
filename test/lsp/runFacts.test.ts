import { expect, test } from "vitest";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { eventually, type MockClient, startMockClient } from "../support/mockClient.ts";

const flow = `state start {
  api GET "http://localhost:4100/next" { on failure -> end }
  -> end
}
`;
const source = { file: "main.flow", range: { start: { line: 1, character: 2 }, end: { line: 1, character: 60 } } };
const response = {
  type: "response",
  source,
  status: 200,
  outcome: "success",
  body: { action: { nextDialogstate: "dialogstate-404" } },
};
const report = {
  type: "report",
  code: "broken-next",
  source,
  message: "…",
  details: {
    nextDialogstate: "dialogstate-404",
    status: 200,
    response: '{"action":{"nextDialogstate":"dialogstate-404"}}',
  },
};

let client: MockClient;

async function afterRun(events: readonly unknown[]) {
  client = await startMockClient({ files: { "/bot/main.flow": flow } });
  await client.open("/bot/main.flow", flow);
  await client.notify("flow/runFacts", { folder: memoryUri("/bot"), events });
  return client;
}

test("a wrong answer of the backend marks the API step, until the state is created by the fix", async () => {
  await afterRun([{ type: "message" }, response, report, { type: "wait", source: null }, null, 5]);
  await eventually(() => client.refreshes > 0);
  const pulled = await client.pull("/bot/main.flow");
  expect(pulled).toMatchObject({
    items: [
      {
        code: "broken-next",
        severity: 1,
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 38 } },
        relatedInformation: [{ message: expect.stringContaining("dialogstate-404") }],
      },
    ],
  });
  const { position } = client.at("/bot/main.flow", "api", 1);
  const [action] = await client.request<{ edit: { documentChanges: { edits: { newText: string }[] }[] } }[]>(
    "textDocument/codeAction",
    {
      textDocument: { uri: memoryUri("/bot/main.flow") },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    },
  );
  const created = action?.edit.documentChanges[0]?.edits[0]?.newText ?? "";
  expect(created).toContain('id "dialogstate-404"');
  await client.edit("/bot/main.flow", flow, flow + created);
  expect(await client.pull("/bot/main.flow")).toMatchObject({ items: [] });
});

test("a later answer that is right takes the mark away", async () => {
  await afterRun([response, report]);
  await client.notify("flow/runFacts", { folder: memoryUri("/bot"), events: [response] });
  expect(await client.pull("/bot/main.flow")).toMatchObject({ items: [] });
});

test("what makes no sense is passed over", async () => {
  await afterRun([
    { ...report, source: { file: 7 } },
    { ...report, source: { file: "other.flow", range: source.range } },
    { ...report, source: undefined },
  ]);
  await client.notify("flow/runFacts", { folder: 5, events: "all" });
  await client.notify("flow/runFacts", null);
  expect(await client.pull("/bot/main.flow")).toMatchObject({ items: [] });
});
