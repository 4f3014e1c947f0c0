/** Requests that are overtaken: by edits, by their own cancellation, by ones that come faster than they can be answered. */
import { expect, test } from "vitest";
import { CancellationTokenSource, type CompletionList } from "vscode-languageserver";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { startMockClient } from "../support/mockClient.ts";

const main = "state start { -> help.agent }\n";
const help = "state agent { -> end }\n";
const files = { "/bot/main.flow": main, "/bot/help.flow": help };
const textDocument = { uri: memoryUri("/bot/main.flow") };

test("in a burst of keystrokes each answer is of the text that it was asked about", async () => {
  const editor = await startMockClient({ files });
  await editor.open("/bot/main.flow", main);
  const answers: Promise<{ asked: string; list: CompletionList }>[] = [];
  for (let at = 0; at < 100; at++) {
    const asked = `word${at}`;
    await editor.edit("/bot/main.flow", at === 0 ? "help.agent" : `word${at - 1}`, asked);
    const place = editor.at("/bot/main.flow", asked, asked.length);
    answers.push(editor.request<CompletionList>("textDocument/completion", place).then((list) => ({ asked, list })));
  }
  for (const { asked, list } of await Promise.all(answers)) {
    const item = list.items.find(({ label }) => label === "help.agent");
    expect(item?.textEdit).toMatchObject({
      range: { start: { character: 17 }, end: { character: 17 + asked.length } },
    });
  }
});

test("of hundreds of requests that are cancelled while they wait each is answered once, and so are those after them", async () => {
  const editor = await startMockClient({ files });
  await editor.open("/bot/main.flow", main);
  const place = editor.at("/bot/main.flow", "help.agent", 6);
  const outcomes = Array.from({ length: 300 }, async (_, at) => {
    const source = new CancellationTokenSource();
    const answer = editor.request("textDocument/hover", place, source.token).then(
      () => "answered",
      (error: unknown) => (typeof error === "object" && error !== null && "code" in error ? error.code : error),
    );
    if (at % 3 !== 0) source.cancel();
    return answer;
  });
  const counts = Map.groupBy(await Promise.all(outcomes), (outcome) => outcome);
  expect([...counts.keys()].toSorted()).toEqual([-32800, "answered"]);
  expect(counts.get("answered")?.length).toBeGreaterThanOrEqual(100);
  expect(await editor.request("textDocument/hover", place)).not.toBeNull();
});

test("colours are answered while the text changes under them, never with an error", async () => {
  const editor = await startMockClient({ files });
  await editor.open("/bot/main.flow", main);
  const answers: Promise<unknown>[] = [];
  for (let at = 0; at < 50; at++) {
    await editor.edit("/bot/main.flow", "state start", "state {start");
    answers.push(editor.request("textDocument/semanticTokens/full", { textDocument }));
    await editor.edit("/bot/main.flow", "state {start", "state start");
    answers.push(editor.request("textDocument/semanticTokens/full/delta", { textDocument, previousResultId: "none" }));
  }
  for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ resultId: expect.any(String) });
});

test("a document that is closed before its request is taken from the disk, one that is nowhere is answered with nothing", async () => {
  const editor = await startMockClient({ files });
  await editor.open("/bot/main.flow", "// a line\nstate start { -> help.agent }\n");
  const place = { textDocument, position: { line: 0, character: 24 } };
  await editor.close("/bot/main.flow");
  expect(await editor.request("textDocument/definition", place)).toMatchObject([{ uri: memoryUri("/bot/help.flow") }]);
  const nowhere = { textDocument: { uri: memoryUri("/elsewhere/x.flow") }, position: { line: 0, character: 0 } };
  expect(await editor.request("textDocument/definition", nowhere)).toBeNull();
});
