/** Holds a conversation again until a test of it can be written, and the test until it passes. */
import type { PrintOptions } from "../language/print.ts";
import type { RunEvent } from "../runtime/events.ts";
import type { Environment } from "../runtime/transition.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { ending, expectationsOf, whereItWaits } from "./expectations.ts";
import { type HeldAgain, holdAgain } from "./heldAgain.ts";
import { heldAnswers, mocksFor } from "./heldAnswers.ts";
import type { HeldInput, HeldInputs } from "./heldInputs.ts";
import { testClock } from "./stage.ts";
import { standInsFor } from "./standIns.ts";
import { insertion, type TestPlace } from "./testPlace.ts";
import type { ScriptStep, TestScript } from "./testScript.ts";
import { type TestSetting, writeTest } from "./writeTest.ts";

/** The project that a test is to stand in. */
export interface TestProject {
  readonly index: ProjectIndex;
  readonly environment: Environment;
  /** Width and indentation. */
  readonly format?: Partial<PrintOptions>;
}

/** What a test is made from. */
export interface Rehearsal {
  readonly project: TestProject;
  readonly setting: TestSetting;
  readonly place: TestPlace;
  readonly head: Omit<TestScript, "steps">;
  readonly held: HeldInputs;
}

/** The conversation as a test holds it: each input with what came of it. */
interface Rehearsed {
  readonly inputs: readonly HeldInput[];
  readonly again: HeldAgain;
  readonly notes: readonly string[];
}

/** Inputs and expectations that are given up at most before there is no test. */
const givenUpAtMost = 50;

/** Does again what was done; what cannot be done in a test is left out, with a note. */
export async function rehearse(stage: Rehearsal): Promise<Rehearsed | undefined> {
  const answers = heldAnswers(stage.held.events);
  const hold = async (inputs: readonly HeldInput[]): Promise<HeldAgain | undefined> =>
    holdAgain(
      fileWith(
        stage,
        inputs.map(({ step }) => step),
      ),
      answers,
    );
  const notes: string[] = [];
  let inputs = stage.held.inputs;
  let again = await hold(inputs);
  for (let left = 0; again?.failedAt !== undefined && left < givenUpAtMost; left += 1) {
    const at: number = again.failedAt;
    const gone = inputs[at];
    if (gone === undefined) return undefined;
    const said = asText(gone);
    if (said === undefined) notes.push(`${written(gone.step, stage)} is not in the test: ${again.failure?.message}`);
    inputs = said === undefined ? inputs.toSpliced(at, 1) : inputs.with(at, said);
    again = await hold(inputs);
  }
  for (const [at, input] of inputs.entries()) {
    if (input.hidden === undefined || again === undefined || takenIn(again, at) === input.taken) continue;
    for (const text of standInsFor(input.hidden)) {
      const tried = inputs.with(at, { ...input, step: { kind: "user", text } });
      const next = await hold(tried);
      if (next === undefined || next.failedAt !== undefined || takenIn(next, at) !== input.taken) continue;
      [inputs, again] = [tried, next];
      break;
    }
  }
  if (again === undefined || again.failedAt !== undefined) return undefined;
  return { inputs, again, notes: [...notes, ...whatDiffers(stage, inputs, again)] };
}

/** A conversation takes a tap on what it does not offer for a text. */
function asText({ step, isBare, ...rest }: HeldInput): HeldInput | undefined {
  return step.kind === "tap" && isBare ? { ...rest, isBare, step: { kind: "user", text: step.title } } : undefined;
}

function written(step: ScriptStep, { setting }: Rehearsal): string {
  return `\`${writeTest({ name: "", steps: [step] }, setting)
    .split("\n")[1]
    ?.trim()}\``;
}

function takenIn({ turns }: HeldAgain, at: number): string | undefined {
  const match = turns[at + 1]?.find((event) => event.type === "match");
  return match?.kind;
}

/** The text of a test that passes; `undefined` where there is none. */
export async function writePassing(
  stage: Rehearsal,
  { inputs, again, notes }: Rehearsed,
): Promise<{ readonly text: string; readonly notes: readonly string[] } | undefined> {
  const { program } = stage.setting;
  const mocks = await mocksFor(again.requests, {
    program,
    options: {
      program,
      language: stage.head.languages?.[0] ?? program.bot?.languages[0] ?? "en",
      now: () => testClock,
      random: () => 0.5,
    },
  });
  const before = new Set<string>();
  let steps: readonly ScriptStep[] = [
    ...mocks,
    ...again.turns.flatMap((events, at) => {
      const input = inputs[at - 1]?.step;
      const expected = expectationsOf(events, again.requests, program, before);
      return [...(input === undefined ? [] : [input]), ...expected];
    }),
    ...ending(again.turns.flat()),
  ];
  const leftOut: string[] = [];
  for (let left = 0; left < givenUpAtMost; left += 1) {
    const text = writeTest({ ...stage.head, steps }, stage.setting);
    const tried = await holdAgain(fileWith(stage, steps), undefined);
    if (tried === undefined) return undefined;
    if (tried.failure === null) return { text, notes: [...notes, ...leftOut] };
    const { failedAt = -1 } = tried;
    leftOut.push(`\`${tried.failure.step}\` is not in the test: ${tried.failure.message}`);
    steps = steps.filter((_step, at) => at !== failedAt);
  }
  return undefined;
}

function fileWith({ project, setting, place, head }: Rehearsal, steps: readonly ScriptStep[]) {
  const { newText } = insertion(place, writeTest({ ...head, steps }, setting));
  const { index, environment } = project;
  return { index, environment, file: place.file, text: `${place.text ?? ""}${newText}` };
}

function whatDiffers({ held, setting }: Rehearsal, inputs: readonly HeldInput[], again: HeldAgain): readonly string[] {
  const notes: string[] = [];
  const events = again.turns.flat();
  const [then, now] = [textsIn(held.events), textsIn(events)];
  const expected = expectationsOf(events, [], setting.program, new Set()).filter((step) => step.kind === "bot");
  const at = then.findIndex((text, i) => text !== now[i] && expected[i]?.texts.includes(text) !== true);
  if (at >= 0) notes.push(`The bot said ${quoted(then[at])}; in the test it says ${quoted(now[at])}.`);
  const [stood, stands] = [whereItWaits(held.events), whereItWaits(events)];
  if (stood !== stands)
    notes.push(`The conversation came to \`${stood ?? "no state"}\`, the test to \`${stands ?? "no state"}\`.`);
  for (const { method, url } of again.unknown)
    notes.push(`Nobody answered ${method} ${withoutQuery(url)} then: the test answers it with nothing.`);
  if (inputs.some(({ hidden }) => hidden !== undefined))
    notes.push("What must not be seen has been replaced: look at what the user says.");
  return notes;
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "");
}

function textsIn(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === "message" ? [event.message.text ?? ""] : []));
}

function quoted(text: string | undefined): string {
  if (text === undefined) return "nothing";
  return JSON.stringify(text.length <= 80 ? text : `${text.slice(0, 79)}…`);
}
