import assert from "node:assert/strict";
import { editorTest } from "./editor.ts";

editorTest("a flow of the example opens and is coloured", async (editor) => {
  await editor.openFile("transfer.flow");
  assert.match(await editor.page.title(), /transfer\.flow/);
  await editor.screenshot("opening");
});
