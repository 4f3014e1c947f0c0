import assert from "node:assert/strict";
import { editorTest } from "./editor.ts";

editorTest("a flow of the example opens and is coloured", async (editor) => {
  await editor.openFile("bot.flow");
  assert.match(await editor.page.title(), /bot\.flow/);
  await editor.screenshot("opening");
});
