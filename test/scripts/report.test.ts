import { appendFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { closeAll } from "../../scripts/editor/processes.mjs";
import { followReport } from "../../scripts/test/report.mjs";
import { test as editorTest, runTests } from "../editor/runner.ts";

afterEach(() => closeAll());

function counted(...lines: readonly object[]): { readonly counts: object; readonly said: string } {
  const said: string[] = [];
  const report = followReport((line) => said.push(line));
  appendFileSync(report.file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return { counts: report.close(), said: said.join("\n") };
}

test("the runner's report is counted, and failures are shown with their reason", async () => {
  const said: string[] = [];
  const report = followReport((line) => said.push(line));
  vi.stubEnv("FLOWSTATE_EDITOR_REPORT", report.file);
  editorTest("works", () => undefined);
  editorTest("breaks", () => Promise.reject(new Error("because")));
  editorTest("hangs", () => new Promise(() => undefined), 20);
  await expect(runTests("here")).rejects.toThrow("2 of 3 tests failed.");
  expect(report.close()).toEqual({ passed: 1, failed: 2, begun: true });
  expect(said.join("\n")).toMatch(/✓ works[\s\S]*✗ breaks[\s\S]*because[\s\S]*✗ hangs[\s\S]*longer than 20 ms/);
});

test("an editor that breaks down counts as a failure, and the test under way is named", () => {
  const { counts, said } = counted({ type: "host", name: "x" }, { type: "start", name: "the dangerous one" });
  expect(counts).toEqual({ passed: 0, failed: 1, missed: 0, begun: true });
  expect(said).toContain("the dangerous one");
});

test("an editor that never reports, and one without tests, count as failures", () => {
  expect(counted().counts).toEqual({ passed: 0, failed: 1, missed: 1, begun: false });
  expect(counted({ type: "host", name: "x" }, { type: "done" }).counts).toEqual({
    passed: 0,
    failed: 1,
    missed: 1,
    begun: true,
  });
});

test("an editor that has none of the tests that were asked for is no failure", () => {
  vi.stubEnv("FLOWSTATE_EDITOR_ONLY", "rename");
  expect(counted({ type: "host", name: "x" }, { type: "done" }).counts).toEqual({ passed: 0, failed: 0, begun: true });
});
