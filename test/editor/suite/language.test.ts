import assert from "node:assert/strict";
import * as vscode from "vscode";
import { test } from "../runner.ts";

test("a .flow file opens in the language flow", async () => {
  const [file] = await vscode.workspace.findFiles("**/*.flow");
  assert.ok(file, "the folder holds a .flow file");
  const document = await vscode.workspace.openTextDocument(file);
  assert.equal(document.languageId, "flow");
});
