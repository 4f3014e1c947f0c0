/** From a step that did not hold to the text that makes what happened the expectation. */
import type * as ast from "../language/ast.ts";
import { parse } from "../language/parse.ts";
import { defaultPrintOptions, type PrintOptions, printEdits, printed } from "../language/print.ts";
import type { Span } from "../language/spans.ts";
import type { BotMessage } from "../runtime/events.ts";
import { masked } from "../runtime/masking.ts";
import { alternativesIn } from "../runtime/texts.ts";
import { constantText } from "../semantics/nameSpans.ts";
import type { TestCase } from "./cases.ts";
import { wordsOf } from "./messages.ts";
import { currentState, readValue, requestsOf, type TestRun } from "./steps.ts";
import { type TestEdit, withLineEndsOf } from "./testPlace.ts";
import type { ScriptMessage } from "./testScript.ts";
import { type TestSetting, writeMessage, writeStep } from "./writeTest.ts";
import { writeText, writeValue } from "./writeValue.ts";

/** The test, the text of its file, and how its project is laid out. */
export interface FailedTest {
  readonly testCase: TestCase;
  readonly text: string;
  readonly format: Partial<PrintOptions>;
}

/**
 * The edit that accepts what happened in place of what a step expects, where it is the step that may be wrong: texts and what
 * a message offers, states, ends, values, how often a request was sent. `undefined` for what a test does, for conditions, and
 * for a step that says the same for several rows or languages. `seen` messages had been looked at before the step.
 */
export function acceptance(step: ast.TestStep, run: TestRun, seen: number, failed: FailedTest): TestEdit | undefined {
  const { testCase, text, format } = failed;
  const { program } = run.machine;
  const setting: TestSetting = { program, flow: flowOf(testCase, run), format };
  const change = changeOf(step, run, seen, { testCase, setting });
  if (change === undefined) return undefined;
  const { start, end } = change.span;
  // The test alone is laid out, not all of its file: many tests may fail at once.
  const { node } = testCase;
  const from = text.lastIndexOf("\n", node.start - 1) + 1;
  const own = { span: { start: start - from, end: end - from }, newText: withLineEndsOf(text, change.newText) };
  const newText = laidOutAt(text.slice(from, node.end), own, format);
  return { file: testCase.file, range: program.place(testCase.file, { start, end }).range, newText };
}

interface Change {
  readonly span: Span;
  readonly newText: string;
}

interface Context {
  readonly testCase: TestCase;
  readonly setting: TestSetting;
}

function changeOf(step: ast.TestStep, run: TestRun, seen: number, context: Context): Change | undefined {
  // What a row says is written in the row, and what a step says holds for all of them.
  if (context.testCase.node.each !== undefined) return undefined;
  const whole = (newText: string): Change => ({ span: step, newText });
  switch (step.kind) {
    case "TestBot":
      return messageChange(step, run, seen, context);
    case "ExpectState":
    case "ExpectEnded": {
      const state = currentState(run);
      if (run.driver.state?.isOver === true) return whole("expect ended");
      return state === null ? undefined : whole(writeStep({ kind: "expectState", state }, context.setting));
    }
    case "ExpectRequest": {
      const count = requestsOf(run, step);
      return step.times === undefined || count === 0 ? undefined : { span: step.times, newText: String(count) };
    }
    case "ExpectValue": {
      const { value } = step;
      if (value?.kind !== "Binary" || value.operator !== "==" || value.right === undefined) return undefined;
      const actual = readValue(run, value.left);
      return JSON.stringify(actual).includes(masked) ? undefined : { span: value.right, newText: writeValue(actual) };
    }
    default:
      return undefined;
  }
}

function messageChange(step: ast.TestBot, run: TestRun, seen: number, context: Context): Change | undefined {
  const said = run.messages.slice(seen);
  const whole = (newText: string): Change => ({ span: step, newText });
  if (step.match === "nothing") return whole(said.map((each) => writeMessage(messageFor(each, undefined))).join("\n"));
  const [next] = said;
  if (next === undefined) return whole("bot nothing");
  const actual = messageFor(next, step);
  if (context.testCase.node.languages.length < 2) return whole(writeMessage(actual));
  // Of several languages, it is the text of this one that is wrong.
  const language = context.testCase.language ?? "";
  const block = step.text?.languages.find((each) => each.language.text.toLowerCase() === language.toLowerCase());
  const [first, last] = [block?.alternatives[0], block?.alternatives.at(-1)];
  if (block === undefined || first === undefined || last === undefined || step.match !== "text") return undefined;
  const isThisText = alternativesIn(step.text, language, undefined) === block.alternatives;
  if (!isThisText || block.alternatives.some((each) => constantText(each) === wordsOf(next))) return undefined;
  return { span: { start: first.start, end: last.end }, newText: writeText(wordsOf(next)) };
}

/** The message as the step would expect it: it says of what is offered only what it said before. */
function messageFor(message: BotMessage, step: ast.TestBot | undefined): ScriptMessage {
  const { replies = [], buttons = [], cards = [], media } = message;
  const speaksOf = (part: ast.TestBotPart["part"]): boolean => step?.parts.some((each) => each.part === part) === true;
  const titles = (offered: readonly { readonly title: string }[]): readonly string[] => [
    ...new Set(offered.map(({ title }) => title)),
  ];
  const hasImage = media?.kind === "image" || cards.some(({ image }) => image !== undefined);
  return {
    kind: "bot",
    match: "text",
    texts: [wordsOf(message)],
    replies: speaksOf("reply") ? titles(replies) : [],
    buttons: speaksOf("button") ? titles([...buttons, ...cards.flatMap((card) => card.buttons)]) : [],
    hasImage: speaksOf("image") && hasImage,
  };
}

function flowOf({ file }: TestCase, { machine }: TestRun): string | undefined {
  return [...machine.program.flows.values()].find((flow) => flow.file === file)?.name;
}

/** The new text as the formatter writes it there; nothing around it changes. */
function laidOutAt(text: string, { span, newText }: Change, format: Partial<PrintOptions>): string {
  const after = text.slice(0, span.start) + newText + text.slice(span.end);
  const end = span.start + newText.length;
  const edits = printEdits(parse(after), { ...defaultPrintOptions, ...format });
  const own = edits.filter((edit) => span.start < edit.start && edit.end < end);
  return printed(
    newText,
    own.map((edit) => ({ ...edit, start: edit.start - span.start, end: edit.end - span.start })),
  );
}
