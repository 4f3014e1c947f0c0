import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { type Conversation, runConversation } from "../../../scripts/editor/conversation.mjs";
import { until } from "../runner.ts";
import { editorTest, type OpenedEditor } from "./editor.ts";
import { lineOf } from "./lines.ts";

/** Sets a breakpoint with F9 on the line that holds a text. */
async function breakOn({ folder, page, ...editor }: OpenedEditor, file: string, text: string): Promise<void> {
  await editor.openFile(file);
  await editor.goTo(lineOf(folder, file, text));
  await page.keyboard.press("F9");
  await page.locator(".monaco-editor .codicon-debug-breakpoint").first().waitFor();
}

/** Waits until the editor points at a line as the one where the conversation stands. */
async function standsAt({ page }: OpenedEditor, file: string, line: number): Promise<void> {
  await page.locator(".tab.active", { hasText: file }).first().waitFor();
  await page.locator(".statusbar-item", { hasText: `Ln ${line}, ` }).waitFor();
  await page.locator(".debug-top-stack-frame-line").first().waitFor();
}

/** Leads a transfer of 100 to Alice to where it is made or not. */
async function askForTransfer(talk: Conversation): Promise<void> {
  await talk.tap("Transfer money");
  await talk.sees("How much do you want to send, in euros?");
  await talk.say("100");
  await talk.sees("To whom?");
  await talk.say("Alice");
}

/** Opens a scope of the debugger's variables and gives the variable in it whose row begins with a name. */
async function variable(editor: OpenedEditor, scope: string, name: string): Promise<Locator> {
  await editor.command("View: Show Run and Debug");
  const rows = editor.page.locator(".debug-variables .monaco-list-row");
  const open = rows.filter({ hasText: new RegExp(`^\\s*${scope}`) }).first();
  await open.waitFor();
  if ((await open.getAttribute("aria-expanded")) === "false") await open.locator(".monaco-tl-twistie").click();
  return rows.filter({ hasText: new RegExp(`^\\s*${name}\\s*=`) }).first();
}

/** Has the debugger stop where the conversation waits, in the first step of a state. */
async function pause(editor: OpenedEditor, talk: Conversation, file: string, state: string): Promise<void> {
  await editor.page.locator(".debug-toolbar .codicon-debug-pause").click();
  await talk.sees("Waiting for the user");
  await standsAt(editor, file, lineOf(editor.folder, file, state) + 1);
}

const carryOn = (talk: Conversation) => talk.frame.getByRole("button", { name: "Continue" }).click();

editorTest("a breakpoint in a state stops what is led in the panel, and the panel lets it go on", async (editor) => {
  await breakOn(editor, "transfer.flow", "state confirm {");
  const talk = await runConversation(editor);
  await askForTransfer(talk);
  await talk.sees("Stopped at a breakpoint");
  await standsAt(editor, "transfer.flow", lineOf(editor.folder, "transfer.flow", "state confirm {") + 1);
  await editor.screenshot("breakpoint");
  await carryOn(talk);
  await talk.sees("Send €100 to Alice?");
  await talk.sees("Waits for you");
});

editorTest("a data breakpoint of the variables view stops after the value was written", async (editor) => {
  const { page } = editor;
  await editor.openFile("transfer.flow");
  const talk = await runConversation(editor);
  await askForTransfer(talk);
  await talk.sees("Send €100 to Alice?");
  await pause(editor, talk, "transfer.flow", "state confirm");
  const amount = await variable(editor, "session", "amount");
  await amount.click({ button: "right" });
  // A menu that has just opened takes no click.
  const entry = page.locator(".monaco-menu .action-label", { hasText: "Break on Value Change" });
  await entry.waitFor();
  await until("the menu has taken the click", async () => {
    if (await entry.isVisible()) await entry.click({ timeout: 1000 }).catch(() => undefined);
    return !(await entry.isVisible());
  });
  // The list is short of room: what comes last is below.
  await page.locator(".debug-breakpoints .monaco-list").hover();
  await page.mouse.wheel(0, 1000);
  await page.locator(".debug-breakpoints .monaco-list-row", { hasText: "session.amount" }).waitFor();
  await carryOn(talk);
  await talk.tap("Another amount");
  await talk.sees("How much do you want to send, in euros?");
  await talk.say("250");
  await talk.sees("Stopped at a breakpoint");
  await standsAt(editor, "transfer.flow", lineOf(editor.folder, "transfer.flow", "ask session.destination"));
  // In the middle of a turn too, the panel shows memory as it is.
  await talk.frame.getByRole("button", { name: "Variables" }).click();
  await talk.frame.locator(".variable", { hasText: /^amount: 250/ }).waitFor();
  await editor.screenshot("data-breakpoint");
});

editorTest("the filter of broken answers stops at the API step, and says what came and what to do", async (editor) => {
  const { page } = editor;
  await editor.openFile("help.flow");
  const talk = await runConversation(editor);
  await editor.command("View: Show Run and Debug");
  const filter = page.locator(".debug-breakpoints .monaco-list-row", { hasText: "Broken nextDialogstate" });
  await filter.locator("input, .monaco-checkbox").first().click();
  await talk.tap("When things break");
  await talk.tap("Try the broken answer");
  await talk.frame.locator(".strip.stopped", { hasText: "Broken nextDialogstate" }).waitFor();
  await standsAt(editor, "help.flow", lineOf(editor.folder, "help.flow", 'api bank POST "/wrong-turn"'));
  const told = page.locator(".exception-widget");
  await told.waitFor();
  await editor.screenshot("exception");
  const text = (await told.textContent()) ?? "";
  for (const part of ["transfer.confirmed", "/wrong-turn", "200"])
    assert.ok(text.includes(part), `${part} in: ${text}`);
  await carryOn(talk);
  await talk.sees(/not answering as it should/);
});

editorTest("a step back over an answer, another answer, and on into the state for failures", async (editor) => {
  const { page } = editor;
  const step = 'api bank POST "/transaction"';
  await breakOn(editor, "transfer.flow", step);
  const talk = await runConversation(editor);
  await askForTransfer(talk);
  await talk.tap("Yes");
  await standsAt(editor, "transfer.flow", lineOf(editor.folder, "transfer.flow", step));
  await page.keyboard.press("F10");
  await talk.sees(/^200 · /);
  await standsAt(editor, "transfer.flow", lineOf(editor.folder, "transfer.flow", "state done id") + 1);
  await page.locator(".debug-toolbar .codicon-debug-step-back").click();
  await talk.sees("Stepped back");
  await standsAt(editor, "transfer.flow", lineOf(editor.folder, "transfer.flow", step));
  assert.equal(await talk.frame.locator(".request").count(), 0);

  await editor.command("Flowstate: Answer the API Step…");
  const title = page.locator(".quick-input-title");
  const input = page.locator(".quick-input-widget input[type=text]");
  await page.locator(".quick-input-widget .monaco-list-row.focused", { hasText: "Status and body" }).waitFor();
  await page.keyboard.press("Enter");
  await title.filter({ hasText: "Status (1/2)" }).waitFor();
  assert.equal(await input.inputValue(), "200");
  await input.fill("409");
  await page.keyboard.press("Enter");
  await title.filter({ hasText: "Body (2/2)" }).waitFor();
  await input.fill('{"error":"conflict"}');
  await page.keyboard.press("Enter");
  await title.waitFor({ state: "hidden" });
  await page.locator(".statusbar-item", { hasText: "The API step is answered with 409" }).waitFor();
  await page.keyboard.press("F5");
  await talk.sees("The transfer did not go through, and nothing was taken from your account.");
  await talk.sees(/^409 · /);
  assert.equal(await talk.frame.locator(".request").count(), 1);
  await editor.screenshot("another-answer");
});

editorTest("the conversation jumps to a state that is chosen, and to the cursor", async (editor) => {
  const { page, folder } = editor;
  await editor.openFile("transfer.flow");
  const talk = await runConversation(editor);
  await pause(editor, talk, "bank.flow", "state menu");
  await editor.command("Flowstate: Jump to State…");
  const input = page.locator(".quick-input-widget input[type=text]");
  await input.fill("help.trouble");
  await page.locator(".quick-input-widget .monaco-list-row.focused", { hasText: "help.trouble" }).waitFor();
  await page.keyboard.press("Enter");
  await standsAt(editor, "help.flow", lineOf(folder, "help.flow", "state trouble") + 1);
  await talk.sees("Jumped to here");
  await editor.openFile("transfer.flow");
  await editor.goTo(lineOf(folder, "transfer.flow", "state goodbye") + 1, 3);
  await editor.command("Debug: Jump to Cursor");
  await talk.frame.locator(".state.current", { hasText: "transfer.goodbye" }).waitFor();
  await carryOn(talk);
  await talk.sees("Have a good day!");
});

editorTest("the conversation goes back to a message, sends nothing again, and goes on otherwise", async (editor) => {
  await editor.openFile("transfer.flow");
  const talk = await runConversation(editor);
  const { frame } = talk;
  await askForTransfer(talk);
  await talk.sees("Send €100 to Alice?");
  await talk.tap("Yes");
  await talk.sees(/€400/);
  const question = frame.locator(".row", { hasText: "To whom?" });
  await question.hover();
  await question.getByRole("button", { name: "Go back to here" }).click();
  await frame.getByText(/€400/).waitFor({ state: "detached" });
  await talk.say("Bob");
  await talk.sees("Send €100 to Bob?");
  const said = frame.locator(".row", { has: frame.locator(".bubble.user", { hasText: "100" }) });
  await said.hover();
  await said.getByRole("button", { name: "Edit and go on from here" }).click();
  await frame.getByLabel("Another answer").fill("30");
  await frame.getByLabel("Another answer").press("Enter");
  await frame.locator(".bubble.user", { hasText: "30" }).waitFor();
  await talk.sees("To whom?");
  await talk.say("Carla");
  await talk.sees("Send €30 to Carla?");
  assert.equal(await frame.locator(".request").count(), 0);
  await talk.tap("Yes");
  // The account knows of the first transfer: that one was made, and was not made again.
  await talk.sees(/€370/);
});
