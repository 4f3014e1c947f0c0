import { joinUri } from "../workspace/uris.ts";
import type { Client } from "./client.ts";
import { customEvents, type TestedBody } from "./protocol.ts";
import type { Run } from "./run.ts";
import type { FailedStep } from "./testPlayer.ts";

/** Tells the client and the debug console how a test ended; `file` is relative to the project. */
export function tellTested(
  {
    client,
    run,
    name,
    file,
  }: { readonly client: Client; readonly run: Run; readonly name: string; readonly file: string },
  failure: FailedStep | undefined,
): void {
  const body: TestedBody = {
    name,
    file: client.pathOf(joinUri(run.loaded.folder, file)),
    status: failure === undefined ? "passed" : "failed",
    failure: failure === undefined ? null : { ...failure.mismatch, place: failure.place },
  };
  if (failure === undefined) run.print({ category: "console", text: `✓ ${name}`, place: undefined });
  else run.print({ category: "stderr", text: failedText(name, failure), place: failure.place });
  client.send(customEvents.tested, body);
}

function failedText(name: string, { mismatch: { message, expected, actual } }: FailedStep): string {
  const pair = expected === null || actual === null ? [] : [`  expected ${expected}`, `  actual   ${actual}`];
  return [`✗ ${name}`, `  ${message}`, ...pair].join("\n");
}
