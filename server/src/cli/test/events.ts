/** The reporter `events` tells as it goes, a line of JSON for each thing (`testing/protocol.ts`). */
import type { RunEvent, SourcePlace } from "../../runtime/events.ts";
import { type CoverablePlace, coverablePlaces } from "../../testing/coverablePlaces.ts";
import type { TestFailureBody, TestLine, TestPlace } from "../../testing/protocol.ts";
import type { TestFailure } from "../../testing/result.ts";
import { routeOf, turnDifference } from "../../testing/turns.ts";
import { jsonTest } from "./report.ts";
import type { RunTest, TestListener, TestStory } from "./runTests.ts";

/** Writes every line with `out`. */
export function eventsListener(out: (text: string) => void): TestListener {
  const tell = (line: TestLine): void => out(`${JSON.stringify(line)}\n`);
  return {
    onProject: (folder, program) =>
      tell({ type: "test-project", folder, places: coverablePlaces(program).all.map(shownPlace) }),
    onRefused: (folder, problems) => tell({ type: "test-refused", folder, problems }),
    onStart: ({ name, file, line, project }) => tell({ type: "test-start", name, file, line, project }),
    onEvent: ({ name, file }, event) => tell({ type: "test-event", name, file, event }),
    onEnd: (test, story) => {
      const { failure, ...told } = jsonTest(test);
      const body = failure === null ? null : { ...failure, ...failureBody(test, story) };
      tell({ type: "test-end", ...told, project: test.project, failure: body, reach: test.reach });
    },
  };
}

function shownPlace({ kind, label, place, state, step }: CoverablePlace): TestPlace {
  const shown = { kind, label, ...place, state };
  return step === undefined ? shown : { ...shown, step };
}

type Told = Pick<TestFailureBody, "range" | "accept" | "turns" | "route" | "stack">;

function failureBody({ failure, file }: RunTest, { events, step }: TestStory): Told {
  const route = routeOf(events);
  if (failure === null) return { range: nowhere, route, stack: [] };
  const { expected, actual, seen, place } = failure;
  const isBot = step?.kind === "TestBot";
  const flow = failure.stack.map((frame) => ({ label: frame.state, ...frame.place }));
  // The step that said the wrong thing, or sent the request that nothing answered, comes first.
  const [said, sent] = [isBot ? events.filter(isMessage)[seen]?.source : undefined, unmockedRequest(failure, events)];
  const [first, label] = sent === undefined ? [said, "said here"] : [sent, "sent here"];
  const stack = first === undefined || isSame(first, flow[0]) ? flow : [{ label, ...first }, ...flow];
  const { accept } = failure;
  const told = { range: place.range, route, stack, ...(accept !== undefined && { accept: { ...accept, file } }) };
  if (expected === null || actual === null || step === undefined) return told;
  const kind = step.kind === "TestBot" && step.match === "nothing" ? "nothing" : "message";
  const at = isBot ? ({ kind, message: seen } as const) : ({ kind: "end", step: failure.step } as const);
  return { ...told, turns: turnDifference(events, at, { expected, actual }) };
}

function isMessage(event: RunEvent): boolean {
  return event.type === "message";
}

function unmockedRequest({ mock }: TestFailure, events: readonly RunEvent[]): SourcePlace | undefined {
  if (mock === undefined) return undefined;
  const report = events.findIndex((event) => event.type === "response" && event.mock === undefined);
  const before = report < 0 ? events : events.slice(0, report);
  return before.findLast((event) => event.type === "request")?.source;
}

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function isSame(one: SourcePlace, other: SourcePlace | undefined): boolean {
  return JSON.stringify(one.range) === JSON.stringify(other?.range) && one.file === other?.file;
}
