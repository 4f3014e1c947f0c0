import { expect, test } from "vitest";
import { watchChanges } from "../../server/src/lsp/changes.ts";
import { forgetGoneFiles } from "../../server/src/lsp/diagnosticReports.ts";
import { createReportMemory } from "../../server/src/lsp/reportMemory.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";
import { memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";
import { eventually } from "../support/mockClient.ts";

test("reports about files that are gone are let go, those about closed files are kept", async () => {
  const workspace = new Workspace(memoryFileSystem({ "/bot/a.flow": "state a { -> end }" }), () => undefined);
  await workspace.changeFolders([memoryUri("/bot")], []);
  const reports = createReportMemory();
  const [saved, unsaved] = [memoryUri("/bot/a.flow"), "untitled:Untitled-1"];
  for (const uri of [saved, unsaved])
    reports.made.set(uri, { findings: [], files: [], report: { items: [], resultId: "" } });
  forgetGoneFiles({ changes: watchChanges(workspace), workspace, reports });
  for (const uri of [saved, unsaved]) await workspace.openDocument(uri, 1, "state a { -> end }");
  for (const uri of [saved, unsaved]) await workspace.closeDocument(uri);
  await eventually(() => !reports.made.has(unsaved));
  expect([...reports.made.keys()]).toEqual([saved]);
});
