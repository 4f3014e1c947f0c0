import { window } from "vscode";
import { applyRepair } from "../testing/applyRepair.ts";
import { failedTest } from "../testing/failedTest.ts";
import type { FlowTests } from "../testing/flowTests.ts";
import { acceptRepair } from "../testing/repairs.ts";

/** Makes what happened in a failed test its expectation; the argument is a test or a message of one. */
export async function acceptExpected(tests: FlowTests, target: unknown): Promise<void> {
  const known = await failedTest(
    tests,
    target,
    ({ failure }) => failure.accept !== undefined,
    "No test has failed in a way that can be accepted as expected.",
  );
  if (known === undefined) return;
  const repair = await acceptRepair(known, tests.tree);
  if (repair !== undefined) await applyRepair(repair);
  else void window.showInformationMessage("The test has changed since it ran. Run it again.");
}
