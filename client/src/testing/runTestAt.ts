import { Uri } from "vscode";
import type { RunTestArguments } from "../../../server/src/lsp/protocol.ts";
import { isRecord } from "../debug/messages.ts";
import type { FlowTests } from "./flowTests.ts";

/** Runs or debugs the test that a code lens stands above; resolves once it has ended. */
export async function runTestAt(tests: FlowTests, target: unknown, kind: "run" | "debug"): Promise<void> {
  if (!isTest(target)) return;
  const item = tests.tree.test(Uri.parse(target.uri), target.name);
  if (item !== undefined) await tests.run([item], kind);
}

function isTest(target: unknown): target is RunTestArguments {
  return isRecord(target) && typeof target["uri"] === "string" && typeof target["name"] === "string";
}
