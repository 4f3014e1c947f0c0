import assert from "node:assert/strict";
import * as vscode from "vscode";
import { allProblems, extension, fileUri, flows, problems, show, tidyUp } from "../bank.ts";
import { afterEachTest, test, until } from "../runner.ts";

afterEachTest(tidyUp);

const minute = 60_000;
const duration = process.env["FLOWSTATE_FULL"] === "1" ? 10 * minute : minute;
const seed = Number(process.env["FLOWSTATE_SEED"] ?? 20_260_101);

/** Numbers from 0 to 1, the same for the same seed. */
function random(state: number): () => number {
  let now = state >>> 0;
  return () => {
    now = (now + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(now ^ (now >>> 15), now | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pieces = [
  ..."abcdefghijklmnopqrstuvwxyz0123456789_.,:;-><(){}[]`\"'/\\|=!$😀é \n\n",
  "state x {\n",
  "-> ",
  "-> help.",
  'say "Hello {session.',
  '"""',
  "api bank POST ",
  "ask session.amount as number ",
  "<<<<<<< HEAD\n",
  "// flowstate-ignore ",
  "bot b { start ",
];

/** One thing that somebody does who writes; it may ask for whatever the editor offers at the cursor. */
async function act(next: () => number): Promise<void> {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(next() * from.length)];
  const editor = vscode.window.activeTextEditor ?? (await show("transfer.flow"));
  const { document } = editor;
  const { uri } = document;
  const place = () => document.positionAt(Math.floor(next() * (document.getText().length + 1)));
  const at = editor.selection.active;
  const choice = next();
  if (choice < 0.55) await vscode.commands.executeCommand("type", { text: pick(pieces) ?? "x" });
  else if (choice < 0.65) await vscode.commands.executeCommand("deleteLeft");
  else if (choice < 0.73) editor.selection = new vscode.Selection(place(), place());
  else if (choice < 0.78) await vscode.commands.executeCommand(next() < 0.7 ? "undo" : "redo");
  else if (choice < 0.83) await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", uri, at);
  else if (choice < 0.86) await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, place());
  else if (choice < 0.88) await vscode.commands.executeCommand("vscode.executeReferenceProvider", uri, place());
  else if (choice < 0.9) {
    await vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, new vscode.Range(at, at));
  } else if (choice < 0.92) await vscode.commands.executeCommand("editor.action.triggerSuggest");
  else if (choice < 0.94) await vscode.commands.executeCommand("acceptSelectedSuggestion");
  else if (choice < 0.95) await vscode.commands.executeCommand("editor.action.formatDocument");
  else if (choice < 0.96)
    await vscode.commands
      .executeCommand("vscode.executeDocumentRenameProvider", uri, place(), "other")
      .then(undefined, () => undefined);
  else if (choice < 0.97) await document.save();
  else if (choice < 0.98) await show(pick(flows) ?? "bank.flow");
  else await vscode.commands.executeCommand("deleteWordLeft");
}

test(
  "random typing leaves no error in the output channel, and a server that knows what stands there",
  async () => {
    const api = await extension();
    // So that the files are known as they were.
    await tidyUp();
    const before = api.errors().length;
    const next = random(seed);
    await show("transfer.flow");
    const end = performance.now() + duration;
    let acts = 0;
    while (performance.now() < end) {
      await act(next);
      acts++;
      assert.deepEqual(api.errors().slice(before), [], `after ${acts} acts with the seed ${seed}`);
    }
    assert.ok(acts > duration / 1000, `only ${acts} acts`);
    // The files as they were have no problem, and one that is made then is seen at once.
    await tidyUp();
    const isClean = () => flows.every((name) => problems(fileUri(name)).length === 0);
    await until("no problem is left", isClean, 20_000).catch(() => assert.deepEqual(allProblems(), []));
    const editor = await show("transfer.flow");
    const last = new vscode.Position(editor.document.lineCount, 0);
    assert.ok(await editor.edit((edit) => edit.insert(last, "\nstate typed {\n  -> nowhere\n}\n")));
    await until("the new problem is marked", () => problems(editor.document.uri, "unknown-state").length === 1);
    assert.deepEqual(api.errors().slice(before), []);
  },
  duration + 2 * minute,
);

test("the flow graph is shown as text", async () => {
  await extension();
  await show("bank.flow");
  await vscode.commands.executeCommand("flowstate.showFlowGraph");
  const shown = await until("the graph is shown", () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.scheme === "flowstate" && document.getText() !== "" ? document : undefined;
  });
  // A file that another test has deleted counts until the editor has closed it.
  assert.match(shown.getText(), /^bank: 18 states in \d flows\n[\s\S]*flow transfer\n {2}start\n/);
});
