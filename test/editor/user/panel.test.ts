import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runConversation } from "../../../scripts/editor/conversation.mjs";
import { editorTest } from "./editor.ts";

editorTest("the panel is used with the keyboard alone", async (editor) => {
  const { keyboard } = editor.page;
  await editor.openFile("transfer.flow");
  const { frame, sees } = await runConversation(editor);
  const field = frame.getByRole("textbox");
  const focused = () => frame.evaluate<unknown>("document.activeElement?.textContent?.trim()");
  await field.focus();
  // Backwards from the field to the quick replies, which are one stop, and on to the first.
  const isReply = () => frame.evaluate<unknown>("document.activeElement?.matches('.reply')");
  for (let presses = 0; presses < 10 && !(await isReply()); presses += 1) await keyboard.press("Shift+Tab");
  await keyboard.press("Home");
  assert.equal(await focused(), "Transfer money");
  await keyboard.press("Enter");
  await sees("How much do you want to send, in euros?");
  // The field has the focus again.
  await keyboard.type("100");
  await keyboard.press("Enter");
  await sees("To whom?");
  await keyboard.type("Ali");
  await keyboard.press("ArrowUp");
  assert.equal(await field.inputValue(), "100");
  await keyboard.press("ArrowUp");
  assert.equal(await field.inputValue(), "Transfer money");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  assert.equal(await field.inputValue(), "Ali");
  await keyboard.type("ce");
  await keyboard.press("Enter");
  await sees("Send €100 to Alice?");
  await frame.getByRole("button", { name: "Yes", exact: true }).focus();
  await keyboard.press("Space");
  await sees(/€400/);
  await frame.locator(".request > summary").last().focus();
  await keyboard.press("Enter");
  await sees("accountType");
  await editor.screenshot("panel-request");
});

editorTest("a host that is not this computer is asked for, and a refusal is a failed request", async (editor) => {
  mkdirSync(join(editor.folder, "far"));
  const text = `bot far { languages en start far.start failure far.sorry }
state start {
  say "What can I do for you?" { reply "Call" -> calling }
}
state calling {
  api GET "https://bank.invalid/things"
  say "Called." { reply "Call" -> calling }
}
state sorry { say "It failed." { reply "Call" -> calling } }
`;
  writeFileSync(join(editor.folder, "far", "far.flow"), text);
  await editor.openFile("far.flow");
  const { frame, sees } = await runConversation(editor);
  const call = () => frame.locator(".reply:enabled", { hasText: "Call" }).last().click();
  const dialog = editor.page.locator(".monaco-dialog-box", { hasText: "Send requests to bank.invalid?" });
  await call();
  await dialog.waitFor();
  await editor.screenshot("consent");
  await dialog.getByRole("button", { name: "Refuse" }).click();
  await sees("It failed.");
  assert.equal(await frame.locator(".request.bad").count(), 1);
  assert.equal(await dialog.count(), 0);
});
