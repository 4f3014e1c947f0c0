import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";
import { runConversation } from "../../../scripts/editor/conversation.mjs";
import { until } from "../runner.ts";
import { editorTest } from "./editor.ts";

/** The frame of a page that shows a conversation. */
function panelOf(page: Page): Promise<Frame> {
  return until("the page shows a conversation", async () => {
    for (const frame of page.frames().slice(1)) if (await frame.$("#conversation .log").catch(() => null)) return frame;
    return undefined;
  });
}

const zoomOf = (frame: Frame) => frame.evaluate<string>("getComputedStyle(document.querySelector('main')).zoom");

editorTest(
  "the panel is as it was when it was hidden and when the window was loaded again, and runs again",
  async (editor) => {
    const { page } = editor;
    await editor.openFile("transfer.flow");
    const talk = await runConversation(editor);
    await talk.tap("Transfer money");
    await talk.sees("How much do you want to send, in euros?");
    const field = talk.frame.getByRole("textbox");
    await field.fill("half a thought");
    await page.keyboard.press("Control+=");
    await until("it is larger", async () => (await zoomOf(talk.frame)) === "1.1");

    await editor.openFile("help.flow");
    await editor.command("View: Maximize Editor Group");
    await page.locator("iframe.webview").first().waitFor({ state: "hidden" });
    await editor.command("Flowstate: Show Conversation");
    assert.equal(await field.inputValue(), "half a thought");

    // What is kept is written a moment after the last change.
    await page.waitForTimeout(500);
    await editor.command("Developer: Reload Window");
    await page.waitForEvent("load");
    const frame = await editor.webview("text=The window was loaded again", 30_000);
    await frame.getByText("How much do you want to send, in euros?").waitFor();
    assert.equal(await frame.getByRole("textbox").inputValue(), "half a thought");
    assert.equal(await zoomOf(frame), "1.1");
    await editor.screenshot("panel-reloaded");
    await frame.getByRole("button", { name: "Run again" }).click();
    await frame.getByText("What can I do for you?").nth(1).waitFor();
    await frame.getByRole("button", { name: "My balance", exact: true }).last().click();
    await frame.getByText(/account holds/).waitFor();
  },
);

editorTest("the panel goes on in a window of its own, and comes back when that was closed", async (editor) => {
  const { page } = editor;
  await editor.openFile("transfer.flow");
  await runConversation(editor);
  const opening = page.context().waitForEvent("page");
  await editor.command("Flowstate: Move Conversation into a New Window");
  const window = await opening;
  const frame = await panelOf(window);
  await frame.getByRole("button", { name: "My balance", exact: true }).last().click();
  await frame.getByText(/account holds/).waitFor();
  await editor.screenshot("panel-moved");
  await window.close();
  const status = page.locator(".statusbar-item", { hasText: "bank.balance" });
  await status.click();
  const again = await panelOf(page);
  await again.getByText(/account holds/).waitFor();
  await again.getByRole("button", { name: "Back to the menu" }).click();
  await again.locator(".state.current", { hasText: "bank.menu" }).waitFor();
});

editorTest(
  "a text is found, the transcript is copied, and several conversations stand beside each other",
  async (editor) => {
    const { page } = editor;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await editor.openFile("transfer.flow");
    const talk = await runConversation(editor);
    await talk.tap("Transfer money");
    await talk.sees("How much do you want to send, in euros?");
    await talk.frame.getByRole("textbox").focus();
    await page.keyboard.press("Control+F");
    await page.locator(".simple-find-part.visible input").fill("euros");
    await until("the word is marked", async () => (await talk.frame.evaluate("getSelection().toString()")) === "euros");
    await page.keyboard.press("Escape");
    await editor.command("Flowstate: Copy the Transcript of the Conversation");
    const copied = await until("the transcript is copied", async () => {
      const text = await page.evaluate<string>("navigator.clipboard.readText()");
      return text.includes("How much do you want to send") ? text : undefined;
    });
    assert.match(copied, /^User: Transfer money$/m);

    await editor.command("Flowstate: New Conversation Beside This One");
    const status = page.locator(".statusbar-item", { hasText: "(2)" });
    await status.waitFor();
    await editor.screenshot("two-conversations");
    await editor.command("View: Show Run and Debug");
    await page.locator(".pane-header", { hasText: "Conversations" }).click();
    const rows = page.locator(".pane.expanded", { hasText: "Conversations" }).locator(".monaco-list-row");
    await rows.filter({ hasText: "transfer.start" }).waitFor();
    await rows.filter({ hasText: "bank.menu" }).waitFor();
  },
);
