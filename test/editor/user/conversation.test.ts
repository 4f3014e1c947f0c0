import { runConversation } from "../../../scripts/editor/conversation.mjs";
import { editorTest } from "./editor.ts";

editorTest("F5 opens the panel, and a transfer is made in it", async (editor) => {
  await editor.openFile("transfer.flow");
  const talk = await runConversation(editor);
  await talk.tap("Transfer money");
  await talk.sees("How much do you want to send, in euros?");
  await talk.say("a lot");
  await talk.sees(/A number, please\.|I need an amount/);
  await talk.say("100");
  await talk.sees("To whom?");
  await talk.say("Alice");
  await talk.sees("Send €100 to Alice?");
  await talk.tap("Yes");
  await talk.sees(/€400/);
  await editor.screenshot("transfer-done");
  await talk.tap("Another transfer");
  await talk.say("1000");
  await talk.sees("To whom?");
  await talk.say("Bob");
  await talk.sees("Send €1000 to Bob?");
  await talk.tap("Yes");
  await talk.sees(/€650/);
  await editor.screenshot("transfer-no-money");
});

editorTest("a wrong answer of the backend is drawn at its API step", async (editor) => {
  await editor.openFile("help.flow");
  const talk = await runConversation(editor);
  await talk.tap("When things break");
  await talk.tap("Try the broken answer");
  await editor.goTo(74);
  await editor.page.locator(".squiggly-error").first().waitFor();
  await editor.screenshot("broken-answer");
  await editor.command("View: Focus Problems");
  await editor.page.locator(".markers-panel .monaco-list-row").filter({ hasText: "confirmed" }).first().waitFor();
  await editor.screenshot("broken-answer-problem");
});
