import { resolve } from "node:path";
import { Location, Position, Range, TestMessage, TestMessageStackFrame, Uri } from "vscode";
import type { TestEndLine, TestFailureBody } from "../../../server/src/testing/protocol.ts";
import { failureText } from "./failureText.ts";

/** `contextValue` of a message whose failure can be accepted, or put right by a mock. */
const acceptable = "flowstate.acceptable";
const unmocked = "flowstate.unmocked";

/** What the editor shows of a test that failed; `uri` is that of the test. */
export function failureMessage(uri: Uri, { project }: TestEndLine, failure: TestFailureBody): TestMessage {
  const { turns, range, stack, step } = failure;
  const text = failureText(failure);
  const message = turns === undefined ? new TestMessage(text) : TestMessage.diff(text, turns.expected, turns.actual);
  const at = new Range(range.start.line, range.start.character, range.end.line, range.end.character);
  message.location = new Location(uri, at);
  message.stackTrace = [
    new TestMessageStackFrame(step, uri, at.start),
    ...stack.map(
      ({ label, file, range: { start } }) =>
        new TestMessageStackFrame(label, Uri.file(resolve(project, file)), new Position(start.line, start.character)),
    ),
  ];
  const context = failure.accept !== undefined ? acceptable : failure.mock !== undefined ? unmocked : undefined;
  if (context !== undefined) message.contextValue = context;
  return message;
}
