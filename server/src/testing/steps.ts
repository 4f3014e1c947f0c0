import { patternOf } from "../expressions/patterns.ts";
import { isList, isObject, isTruthy, memberOf, printValue, type Value } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import type { ConversationDriver } from "../runtime/effects/driver.ts";
import { isRequestOf, type MockOptions, type NamedMock } from "../runtime/effects/mocks.ts";
import type { BotMessage, UserInput } from "../runtime/events.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { alternativesIn } from "../runtime/texts.ts";
import type { RequestEffect } from "../runtime/transition.ts";
import { describeMessage, matchMessage } from "./messages.ts";
import type { Mismatch } from "./result.ts";

/** A test under way. */
export interface TestRun {
  readonly machine: Machine;
  readonly driver: Pick<ConversationDriver, "state" | "send" | "pass">;
  /** The mocks that are on, in the order in which they are asked. */
  readonly mocks: NamedMock[];
  readonly requests: RequestEffect[];
  readonly messages: BotMessage[];
  /** Codes of what was reported. */
  readonly reports: string[];
  readonly mockOptions: Omit<MockOptions, "pause">;
  readonly row: Value;
  /** How many of the messages have been looked at, or passed over. */
  seen: number;
  /** How many requests there were before this turn. */
  turnRequests: number;
}

/** Carries out one step; answers why it did not hold. */
export async function runStep(run: TestRun, step: ast.TestStep): Promise<Mismatch | undefined> {
  switch (step.kind) {
    case "TestMock":
      return useMock(run, step);
    case "TestUser":
      return send(run, { type: "text", text: textOf(run, step.value) });
    case "TestTap":
      return tap(run, textOf(run, step.value));
    case "TestEvent":
      return send(run, eventOf(run, step));
    case "TestAttach":
      return send(run, { type: "attachment", data: attachmentOf(readValue(run, step.value)) });
    case "Wait":
      passOver(run);
      await run.driver.pass(step.duration?.value ?? 0);
      return undefined;
    case "TestBot":
      return expectMessage(run, step);
    default:
      return expectation(run, step);
  }
}

function useMock({ mocks, machine }: TestRun, { name, request }: ast.TestMock): Mismatch | undefined {
  const title = request === undefined ? name?.text : `${request.method?.name} ${plain(request.url)}`;
  if (title === undefined) return undefined;
  if (request === undefined && !machine.program.mocks.has(title)) {
    return { message: `There is no mock \`${title}\`.`, expected: null, actual: null };
  }
  const mock = { name: title, request: request ?? machine.program.mocks.get(title)?.node.request };
  if (mocks.some((each) => each.request === mock.request)) return undefined;
  // Those of the test itself go first.
  const ofProject = mocks.findIndex((each) => machine.program.mocks.has(each.name));
  if (request === undefined || ofProject < 0) mocks.push(mock);
  else mocks.splice(ofProject, 0, mock);
  return undefined;
}

async function send(run: TestRun, input: UserInput): Promise<undefined> {
  passOver(run);
  await run.driver.send(input);
}

/** What is left of the messages before an input is not looked at any more. */
function passOver(run: TestRun): void {
  run.seen = run.messages.length;
  run.turnRequests = run.requests.length;
}

async function tap(run: TestRun, title: string): Promise<Mismatch | undefined> {
  const offered = [...new Set(stateOf(run)?.offers.map((offer) => offer.title) ?? [])];
  if (offered.includes(title)) return send(run, { type: "tap", text: title });
  const list = offered.map((each) => JSON.stringify(each)).join(", ");
  return {
    message: `There is no reply or button ${JSON.stringify(title)} to tap.`,
    expected: title,
    actual: list === "" ? "nothing to tap" : list,
  };
}

function eventOf(run: TestRun, { event, data }: ast.TestEvent): UserInput {
  const name = textOf(run, event);
  return data === undefined ? { type: "event", name } : { type: "event", name, data: readValue(run, data) };
}

/** An attachment is written as an object, or as its address alone. */
function attachmentOf(value: Value): Extract<UserInput, { type: "attachment" }>["data"] {
  const member = (name: string, otherwise: string): string => {
    const found = isObject(value) ? memberOf(value, name) : undefined;
    return typeof found === "string" ? found : otherwise;
  };
  const url = typeof value === "string" ? value : member("url", "");
  return { type: member("type", "file"), url, name: member("name", url.slice(url.lastIndexOf("/") + 1)) };
}

function expectMessage(run: TestRun, step: ast.TestBot): Mismatch | undefined {
  const next = run.messages[run.seen];
  if (step.match === "nothing") {
    if (next === undefined) return undefined;
    return { message: "The bot said something.", expected: "nothing", actual: describeMessage(next) };
  }
  const wanted = wantedText(run, step);
  if (next === undefined) {
    return { message: "The bot said nothing more.", expected: wanted.shown, actual: "nothing" };
  }
  run.seen++;
  return matchMessage(next, {
    ...wanted,
    parts: step.parts.map((part) => ({ kind: part.part, title: textOf(run, part.title) })),
  });
}

function wantedText(run: TestRun, { match, text, pattern }: ast.TestBot) {
  if (match === "pattern" && pattern !== undefined) {
    const compiled = patternOf(pattern.source, pattern.ignoreCase);
    const shown = `r"${pattern.source}"${pattern.ignoreCase ? "i" : ""}`;
    return { shown, fits: (said: string) => compiled?.matchesPart(said) === true };
  }
  if (match === undefined || text === undefined) return { shown: "a message", fits: () => true };
  const texts = alternativesIn(text, languageOf(run), run.machine.program.bot?.languages[0]).map((each) =>
    textOf(run, each),
  );
  const isContained = match === "contains";
  return {
    shown: `${isContained ? "… " : ""}${texts.join("\n| ")}${isContained ? " …" : ""}`,
    fits: (said: string) => texts.some((each) => (isContained ? said.includes(each) : said === each)),
  };
}

function expectation(run: TestRun, step: ast.Expect): Mismatch | undefined {
  switch (step.kind) {
    case "ExpectState":
      return expectState(run, step);
    case "ExpectEnded":
      if (stateOf(run)?.isOver === true) return undefined;
      return {
        message: "The conversation has not ended.",
        expected: "ended",
        actual: `waits in ${currentState(run) ?? "no state"}`,
      };
    case "ExpectRequest":
      return expectRequest(run, step);
    case "ExpectNoRequest": {
      const [sent] = run.requests.slice(run.turnRequests);
      if (sent === undefined) return undefined;
      return { message: "A request was sent.", expected: "no request", actual: shownRequest(run, sent) };
    }
    case "ExpectError": {
      const code = textOf(run, step.code);
      if (run.reports.includes(code)) return undefined;
      const told = [...new Set(run.reports)].join(", ");
      return { message: `No \`${code}\` was reported.`, expected: code, actual: told === "" ? "no error" : told };
    }
    case "ExpectValue":
      return expectValue(run, step);
  }
}

function expectState(run: TestRun, { state: ref }: ast.ExpectState): Mismatch | undefined {
  const wanted = ref === undefined ? undefined : run.machine.program.target(ref);
  const actual = stateOf(run)?.isOver === true ? "the conversation has ended" : (currentState(run) ?? "no state");
  if (wanted === undefined) {
    const name = [ref?.flow?.text, ref?.name?.text].filter((part) => part !== undefined).join(".");
    return { message: `There is no state \`${name}\`.`, expected: null, actual: null };
  }
  if (wanted === actual) return undefined;
  return { message: "The conversation waits in another state.", expected: wanted, actual };
}

/** How many of the requests are those that the step speaks of. */
export function requestsOf(run: TestRun, step: ast.ExpectRequest): number {
  return run.requests.filter((request) => isRequestOf(step, request, run.mockOptions)).length;
}

function expectRequest(run: TestRun, step: ast.ExpectRequest): Mismatch | undefined {
  const count = requestsOf(run, step);
  const times = step.times?.value;
  if (times === undefined ? count > 0 : count === times) return undefined;
  const sent = run.requests.map((request) => shownRequest(run, request)).join("\n");
  const what = `${step.method?.name} ${plain(step.url)}`;
  return {
    message:
      times === undefined ? "No such request was sent." : `Such a request was sent ${count} times, not ${times}.`,
    expected: times === undefined ? what : `${what}, ${times} times`,
    actual: sent === "" ? "no request" : sent,
  };
}

function expectValue(run: TestRun, { value: expr }: ast.ExpectValue): Mismatch | undefined {
  if (isTruthy(readValue(run, expr))) return undefined;
  if (expr?.kind === "Binary" && expr.operator === "==") {
    const [expected, actual] = [shown(readValue(run, expr.right)), shown(readValue(run, expr.left))];
    return { message: "The values differ.", expected, actual };
  }
  const actual = expr?.kind === "Binary" ? readValue(run, expr.left) : readValue(run, expr);
  return { message: "The condition does not hold.", expected: "a condition that holds", actual: shown(actual) };
}

/** A request by method and address, without what must not be seen. */
function shownRequest(run: TestRun, { method, url }: RequestEffect): string {
  return `${method} ${shownText(run, url)}`;
}

/** A text without what must not be seen. */
export function shownText(run: TestRun, text: string): string {
  const state = stateOf(run);
  return state === undefined ? text : String(run.machine.mask(state, text));
}

function shown(value: Value): string {
  return JSON.stringify(value);
}

function stateOf({ driver }: TestRun): MachineState | undefined {
  return driver.state;
}

/** Full name of the state in which the conversation waits. */
export function currentState(run: TestRun): string | null {
  return stateOf(run)?.activation.frames.at(-1)?.state ?? null;
}

function languageOf(run: TestRun): string {
  const language = stateOf(run)?.memory.user["language"];
  return typeof language === "string" ? language : "";
}

/** The value of an expression of the test, masked; `null` where it has none. */
export function readValue(run: TestRun, expr: ast.Expr | undefined): Value {
  const state = stateOf(run);
  if (expr === undefined || state === undefined) return null;
  return run.machine.evaluate(state, expr, { row: run.row }).value;
}

function textOf(run: TestRun, expr: ast.Expr | undefined): string {
  const value = readValue(run, expr);
  return isList(value) || isObject(value) ? JSON.stringify(value) : printValue(value);
}

function plain(literal: ast.StringLiteral | undefined): string {
  return (literal?.parts ?? []).map((part) => (part.kind === "Chunk" ? part.text : "{…}")).join("");
}
