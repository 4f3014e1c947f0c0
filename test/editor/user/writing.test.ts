import assert from "node:assert/strict";
import { until } from "../runner.ts";
import { editorTest } from "./editor.ts";
import { lineOf } from "./lines.ts";

editorTest("a flow is coloured, and a misspelled target is underlined", async (editor) => {
  const { page } = editor;
  await editor.openFile("transfer.flow");
  const colours = `new Set([...document.querySelectorAll(".view-line span span")].map((one) => one.className)).size`;
  await until("the flow has more than four colours", async () => (await page.evaluate<number>(colours)) > 4);
  assert.equal(await page.locator(".squiggly-error").count(), 0);

  await editor.goTo(lineOf(editor.folder, "transfer.flow", "  -> confirm"), 14);
  await page.keyboard.type("x");
  await page.locator(".squiggly-error").first().waitFor();
  await editor.screenshot("misspelled-target");
});

editorTest("completion lists the states after an arrow", async (editor) => {
  const { page } = editor;
  await editor.openFile("transfer.flow");
  await editor.goTo(lineOf(editor.folder, "transfer.flow", "  -> confirm"), 13);
  for (let i = 0; i < "confirm".length; i += 1) await page.keyboard.press("Backspace");
  await page.keyboard.press("Control+Space");
  const row = page.locator(".suggest-widget .monaco-list-row");
  await row.filter({ hasText: "confirm" }).first().waitFor();
  await editor.screenshot("completion");
  await page.keyboard.type("help.ag");
  await row.filter({ hasText: "help.agent" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".view-line").filter({ hasText: "-> help.agent" }).first().waitFor();
});

editorTest("Enter behind a brace begins a line, and takes nothing out of a list", async (editor) => {
  const { page } = editor;
  await editor.openFile("transfer.flow");
  await editor.goTo(lineOf(editor.folder, "transfer.flow", "state confirm") - 1);
  await page.keyboard.type("state asked {", { delay: 30 });
  // The time in which a list would open.
  await page.waitForTimeout(800);
  await page.keyboard.press("Enter");
  await page.keyboard.type("// here");
  const lines = page.locator(".view-line");
  await lines
    .filter({ hasText: /^state\sasked\s\{$/ })
    .first()
    .waitFor();
  await lines
    .filter({ hasText: /^\s+\/\/\shere$/ })
    .first()
    .waitFor();
});

editorTest("F5 on a flow with a mistake says where it is, and leads there", async (editor) => {
  const { page } = editor;
  await editor.openFile("help.flow");
  const line = lineOf(editor.folder, "help.flow", "state trouble");
  await editor.goTo(line, 1);
  await page.keyboard.type("-> nowhere ");
  await editor.goTo(1);
  await page.keyboard.press("F5");
  const bell = page.locator("#status\\.notifications");
  // A dot on the bell: there is something to read. Before that a click would open an empty list.
  await bell.locator(".codicon-bell-dot, .codicon-bell-slash-dot").waitFor();
  await bell.click();
  const message = page.locator(".notification-list-item", { hasText: `help.flow:${line}` });
  await message.getByRole("button", { name: "Show", exact: true }).click();
  await page.locator(".statusbar-item", { hasText: `Ln ${line}, ` }).waitFor();
  assert.equal(await page.locator(".monaco-dialog-box").count(), 0);
});
