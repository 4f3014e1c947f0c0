import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runConversation } from "../../../scripts/editor/conversation.mjs";
import { until } from "../runner.ts";
import { editorTest, type OpenedEditor } from "./editor.ts";

const wrong = `flow mine

test "a transfer" at transfer.start {
  bot "How much do you want to send, in euros?"
  user "100"
  bot "Who is it for?"
  user "Alice"
  bot "Send €100 to Alice?"
}
`;

/** Clicks on the lens of that title, once it is there. */
async function lens({ page }: OpenedEditor, title: string): Promise<void> {
  await page.locator(".codelens-decoration a", { hasText: title }).first().click();
}

editorTest("tests: a failure is seen turn by turn, accepted, and the test passes", async (editor) => {
  const { page, folder } = editor;
  writeFileSync(join(folder, "mine.test.flow"), wrong);
  await editor.openFile("mine.test.flow");
  await lens(editor, "Run test");
  await page.locator(".test-error-content-widget").first().waitFor();
  await editor.goTo(6);
  await editor.command("Test: Peek Output");
  const peek = page.locator(".test-output-peek");
  await peek.locator(".view-line", { hasText: "Who is it for?" }).first().waitFor();
  await peek.locator(".view-line", { hasText: "To whom?" }).first().waitFor();
  await editor.screenshot("testing-difference");
  await page.keyboard.press("Escape");
  await editor.command("Flowstate: Accept as Expected");
  await page.locator(".view-line", { hasText: 'bot "To whom?"' }).first().waitFor();
  await lens(editor, "Run test");
  await page.locator(".testing-run-glyph.codicon-testing-passed-icon").first().waitFor();
  assert.equal(await page.locator(".test-error-content-widget").count(), 0);
  assert.ok(readFileSync(join(folder, "mine.test.flow"), "utf8").includes('bot "To whom?"'));
  await editor.screenshot("testing-accepted");
});

editorTest("tests: the view lists them, and coverage is drawn beside the flow", async (editor) => {
  const { page } = editor;
  await editor.openFile("transfer.flow");
  await editor.command("Testing: Focus on Test Explorer View");
  const row = (text: string) => page.locator(".test-explorer .monaco-list-row", { hasText: text }).first();
  await row("bank").waitFor();
  await editor.command("Test: Run All Tests with Coverage");
  await page.locator(".coverage-deco-gutter").first().waitFor();
  await page
    .locator(".codelens-decoration a", { hasText: /\d+ tests?: / })
    .first()
    .waitFor();
  await editor.screenshot("testing-coverage");
});

editorTest("tests: a conversation of the panel is saved as a test, which passes", async (editor) => {
  const { page, folder } = editor;
  await editor.openFile("transfer.flow");
  const talk = await runConversation(editor);
  await talk.tap("Transfer money");
  await talk.say("100");
  await talk.sees("To whom?");
  await talk.say("Alice");
  await talk.sees("Send €100 to Alice?");
  await talk.tap("Yes");
  await talk.sees(/€400/);
  await talk.frame.getByRole("button", { name: "More" }).click();
  await talk.frame.getByRole("menuitem", { name: "Save as test" }).click();
  const input = page.locator(".quick-input-widget .quick-input-box input");
  await input.waitFor();
  await input.fill("Alice gets a hundred");
  await editor.screenshot("testing-save-name");
  await page.keyboard.press("Enter");
  // A toast goes by itself; the list of the bell keeps it.
  const bell = page.locator("#status\\.notifications");
  await bell.locator(".codicon-bell-dot").waitFor();
  await bell.click();
  const message = page.locator(".notification-list-item", { hasText: "Alice gets a hundred" });
  await message.first().waitFor();
  await editor.screenshot("testing-saved");
  await message.getByRole("button", { name: "Run the Test" }).click();
  const file = await until("the test is in a file", () =>
    ["bank.test.flow", "transfer.test.flow"].find((name) => {
      try {
        return readFileSync(join(folder, name), "utf8").includes('test "Alice gets a hundred"');
      } catch {
        return false;
      }
    }),
  );
  assert.ok(file);
  await page.locator(".testing-run-glyph.codicon-testing-passed-icon").first().waitFor();
  await editor.screenshot("testing-saved-passed");
});

editorTest("tests: a test that is debugged stops in the panel at the turn that fails", async (editor) => {
  const { page, folder } = editor;
  writeFileSync(join(folder, "mine.test.flow"), wrong);
  await editor.openFile("mine.test.flow");
  await lens(editor, "Debug test");
  const widget = page.locator(".exception-widget");
  await widget.waitFor();
  await widget.getByText("Who is it for?").first().waitFor();
  const frame = await editor.webview("text=To whom?");
  await frame.getByText("100", { exact: true }).first().waitFor();
  await editor.screenshot("testing-debug");
  await page.keyboard.press("F5");
  await page.locator(".testing-run-glyph.codicon-testing-failed-icon").first().waitFor();
});
