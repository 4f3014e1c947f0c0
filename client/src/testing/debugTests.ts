import { type DebugSession, Disposable, debug, Location, Range, TestMessage, type TestRun, workspace } from "vscode";
import { customEvents, type TestedBody } from "../../../server/src/debug/protocol.ts";
import { configurationOf } from "../debug/configurations.ts";
import { isRecord } from "../debug/messages.ts";
import { failureText } from "./failureText.ts";
import type { TestLeaf } from "./testTree.ts";

/** Debugs one test; resolves once its session has ended. The debugger stops where the test fails, and says how it ended. */
export async function debugTest(run: TestRun, leaf: TestLeaf): Promise<void> {
  const { item, name, uri } = leaf;
  const test = { file: uri.fsPath, name };
  const configuration = { ...configurationOf(uri.fsPath), name, test };
  const isMine = ({ configuration: { test: given } }: DebugSession): boolean =>
    isRecord(given) && given["file"] === test.file && given["name"] === name;
  let session: DebugSession | undefined;
  let tested: TestedBody | undefined;
  let listening: Disposable | undefined;
  const ended = new Promise<void>((resolve) => {
    listening = Disposable.from(
      debug.onDidStartDebugSession((started) => {
        if (isMine(started)) session = started;
      }),
      debug.onDidReceiveDebugSessionCustomEvent(({ session: from, event, body }) => {
        if (event === customEvents.tested && isMine(from)) tested = readTested(body) ?? tested;
      }),
      debug.onDidTerminateDebugSession((over) => {
        if (isMine(over)) resolve();
      }),
      run.token.onCancellationRequested(() => void (session && debug.stopDebugging(session))),
    );
  });
  run.started(item);
  const isStarted = await debug.startDebugging(workspace.getWorkspaceFolder(uri), configuration, { testRun: run });
  if (isStarted) await ended;
  listening?.dispose();
  tell(run, leaf, tested);
}

/** A test whose session was stopped before its end has no result. */
function tell(run: TestRun, { item, uri }: TestLeaf, tested: TestedBody | undefined): void {
  if (tested === undefined || tested.failure === null) {
    if (tested === undefined) run.skipped(item);
    else run.passed(item);
    return;
  }
  const { message, expected, actual, place } = tested.failure;
  const text = failureText({ message, expected, actual, route: [] });
  const told = expected === null || actual === null ? new TestMessage(text) : TestMessage.diff(text, expected, actual);
  const { start, end } = place.range;
  told.location = new Location(uri, new Range(start.line, start.character, end.line, end.character));
  run.failed(item, told);
}

function readTested(body: unknown): TestedBody | undefined {
  return isTested(body) ? body : undefined;
}

/** The adapter is ours, so what has a status has the rest too. */
function isTested(body: unknown): body is TestedBody {
  return isRecord(body) && (body["status"] === "passed" || body["status"] === "failed");
}
