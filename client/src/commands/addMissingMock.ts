import { window } from "vscode";
import { applyRepair } from "../testing/applyRepair.ts";
import { failedTest } from "../testing/failedTest.ts";
import type { FlowTests } from "../testing/flowTests.ts";
import { mockRepair } from "../testing/repairs.ts";

/** Writes the mock of the request that had none into its test; the argument is a test or a message of one. */
export async function addMissingMock(tests: FlowTests, target: unknown): Promise<void> {
  const known = await failedTest(
    tests,
    target,
    ({ failure }) => failure.mock !== undefined,
    "No test has failed for want of a mock.",
  );
  if (known === undefined) return;
  const repair = mockRepair(known, tests.tree);
  if (repair !== undefined) await applyRepair(repair);
  else void window.showInformationMessage("The test has changed since it ran. Run it again.");
}
