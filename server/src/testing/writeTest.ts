/** Writes a test as an author would: in the language, laid out as every file is. */
import { isObject, type Value } from "../expressions/values.ts";
import { isPlainName, writeName } from "../language/names.ts";
import { parse } from "../language/parse.ts";
import { defaultPrintOptions, type PrintOptions, printEdits, printed } from "../language/print.ts";
import type { Program } from "../runtime/program.ts";
import { writeStateName } from "../semantics/symbols.ts";
import type { ScriptAnswer, ScriptMessage, ScriptStep, TestScript } from "./testScript.ts";
import { type WrittenValue, writeDuration, writeText, writeValue } from "./writeValue.ts";

/** What a test is written for. */
export interface TestSetting {
  readonly program: Program;
  /** The flow of the file that it is to stand in: its states are named without their flow. */
  readonly flow?: string | undefined;
  /** Width and indentation of the project. */
  readonly format?: Partial<PrintOptions>;
}

/** The text of a test, from `test` to its `}`, without a line end behind it. */
export function writeTest(script: TestScript, setting: TestSetting): string {
  const { name, presets = [], at, languages = [], steps } = script;
  const head = [
    `test ${writeText(name)}`,
    ...(presets.length === 0 ? [] : [`with ${presets.map(writeName).join(", ")}`]),
    ...(at === undefined ? [] : [`at ${stateName(at, setting)}`]),
    ...(languages.length === 0 ? [] : [`in ${languages.map(writeName).join(", ")}`]),
  ].join(" ");
  const text = `${head} {\n${steps.map((step) => `${writeStep(step, setting)}\n`).join("")}}\n`;
  return laidOut(text, setting).trimEnd();
}

/** A file as the formatter leaves it. */
export function laidOut(text: string, { format }: Pick<TestSetting, "format">): string {
  return printed(text, printEdits(parse(text), { ...defaultPrintOptions, ...format }));
}

/** One step of a test as it is written, not yet laid out. */
export function writeStep(step: ScriptStep, setting: TestSetting): string {
  switch (step.kind) {
    case "comment":
      return `// ${step.text.replaceAll(/\s+/g, " ").trim()}`;
    case "useMock":
      return `mock ${writeName(step.name)}`;
    case "mock": {
      const answers = step.answers.map((answer) => writeAnswer(answer, setting)).join(" then ");
      return `mock ${step.method} ${writeText(step.url)} ${answers}`;
    }
    case "user":
      return `user ${writeText(step.text)}`;
    case "tap":
      return `tap ${writeText(step.title)}`;
    case "event":
      return `event ${writeText(step.name)}${step.data === undefined ? "" : ` ${writeValue(step.data)}`}`;
    case "attach":
      return `attach ${writeAttachment(step.data)}`;
    case "wait":
      return `wait ${writeDuration(step.ms)}`;
    case "bot":
      return writeMessage(step);
    case "botNothing":
      return "bot nothing";
    case "expectState":
      return `expect state ${stateName(step.state, setting)}`;
    case "expectEnded":
      return "expect ended";
    case "expectRequest": {
      const times = step.times === undefined ? "" : ` times ${step.times}`;
      return `expect request ${step.method} ${writeText(step.url)}${times}`;
    }
    case "expectNoRequest":
      return "expect no request";
    case "expectError":
      return `expect error ${writeText(step.code)}`;
    case "expectValue": {
      const path = `session${step.path.map((name) => (isPlainName(name) ? `.${name}` : `[${writeText(name)}]`)).join("")}`;
      return `expect ${path} ${step.value === undefined ? "!= null" : `== ${writeValue(step.value)}`}`;
    }
  }
}

/** A message that is to be said: `bot "…" | "…" { reply "…" }`. */
export function writeMessage({ texts, match, replies = [], buttons = [], hasImage = false }: ScriptMessage): string {
  const words = match === "pattern" ? texts.map(writePattern).join("") : texts.map(writeText).join(" | ");
  const said = `bot ${match === "contains" ? "contains " : ""}${words}`;
  const parts = [
    ...replies.map((title) => `reply ${writeText(title)}`),
    ...buttons.map((title) => `button ${writeText(title)}`),
    ...(hasImage ? ["image"] : []),
  ];
  return parts.length === 0 ? said : `${said} { ${parts.join(" ")} }`;
}

/** A regular expression in quotes: what would end it is written by its number. */
function writePattern(source: string): string {
  const written = source.replaceAll(/\\?["\n\r]|\\./gs, (found) => {
    const character = found.at(-1) ?? "";
    return /["\n\r]/.test(character) ? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}` : found;
  });
  return `r"${written}"`;
}

function writeAnswer({ status, headers, body, fault }: ScriptAnswer, setting: TestSetting): string {
  const written = (key: string, value: Value) => stateOf(key, value, setting);
  const items = [
    ...(status === undefined || status === 200 ? [] : [`status ${status}`]),
    ...(fault === undefined ? [] : [`fault ${fault}`]),
    ...(headers === undefined ? [] : [`headers ${writeValue(headers)}`]),
    ...(body === undefined ? [] : [`body ${writeValue(body, written)}`]),
  ];
  return `{\n${items.join("\n")}\n}`;
}

/** A state that a backend names is written as a state, so that it is renamed with it. */
function stateOf(key: string, value: Value, setting: TestSetting): WrittenValue | undefined {
  if ((key !== "nextDialogstate" && key !== "nextDialogstateId") || typeof value !== "string") return undefined;
  const state = setting.program.wire(value, null);
  if (state === undefined) {
    const isNone = value === "";
    const comment = "// flowstate-ignore unknown-state: this is what the backend answered";
    return isNone ? undefined : { text: writeText(value), comment };
  }
  const isItsWireId = setting.program.states.get(state)?.wireId === value;
  return isItsWireId ? { text: `state ${stateName(state, setting)}` } : undefined;
}

function stateName(fullName: string, { program, flow }: TestSetting): string {
  const state = program.states.get(fullName);
  if (state === undefined) return fullName;
  return state.owner.flow === flow ? writeName(state.plainName) : writeStateName(state.owner.flow, state.plainName);
}

/** Its address alone, where that says the rest. */
function writeAttachment(data: { readonly type: string; readonly url: string; readonly name: string }): string {
  const isPlain = data.type === "file" && data.name === data.url.slice(data.url.lastIndexOf("/") + 1);
  const value: Value = isPlain ? data.url : { ...data };
  return isObject(value) ? writeValue(value) : writeText(data.url);
}
