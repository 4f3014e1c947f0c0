/**
 * Makes a test of a conversation that has been held: in the debugger, by a walk through the bot, or as somebody imports it.
 *
 * Nobody knows from the outside what in a conversation was due to its dice, its clock or its user. So it is held once more, as
 * a test is held: what the user did then is done again, what the backend answered is answered again, and what the bot says
 * to it now is what the test expects. The test that comes of it is run before it is handed out.
 */
import { compile } from "../runtime/compile.ts";
import type { RunEvent } from "../runtime/events.ts";
import type { Program } from "../runtime/program.ts";
import { heldInputs } from "./heldInputs.ts";
import { type Rehearsal, rehearse, type TestProject, writePassing } from "./rehearsal.ts";
import { insertion, nameFor, type TestEdit, testPlace, uniqueName } from "./testPlace.ts";
import type { TestSetting } from "./writeTest.ts";

/** A conversation that has been held. */
export interface HeldConversation {
  /**
   * Its run events from `start` on, in order, masked as they are told. Looked at are what the user did (`input`), what came
   * back for each request (`request`, `response`), which states were entered, and what was said.
   */
  readonly events: readonly RunEvent[];
  /** Full name of the state that it was told to begin in; without it the test begins where the bot does. */
  readonly start?: string | undefined;
  /** Names of the presets that were on at its beginning. */
  readonly presets?: readonly string[];
}

/** What the test is to be; all of it is chosen where it is left out. */
export interface WantedTest {
  /** Its name; a number is added where its file has one of that name. */
  readonly name?: string | undefined;
  /** Path of its file, relative to the project, existing or not. */
  readonly file?: string | undefined;
}

/** A test that passes, and where it is to stand. */
export interface MadeTest {
  readonly name: string;
  /** The declaration alone, laid out as the project is. */
  readonly text: string;
  /** Puts it at the end of its file, or into a new one. */
  readonly edit: TestEdit;
  readonly isNewFile: boolean;
  /** What of the conversation the test does not show, a sentence each. */
  readonly notes: readonly string[];
}

/** The test, or the reason why there can be none, in a sentence. */
export type TestFromConversation =
  | { readonly ok: true; readonly test: MadeTest }
  | { readonly ok: false; readonly reason: string };

/**
 * Makes a test of a conversation. Pure: it sends nothing, writes nothing and never sleeps. The test passes; where it cannot
 * show what was, `notes` say so.
 */
export async function testFromConversation(
  conversation: HeldConversation,
  project: TestProject,
  wanted: WantedTest = {},
): Promise<TestFromConversation> {
  const compiled = compile(project.index);
  if (!compiled.ok) return refused("The flows have mistakes: a test can be made once they run.");
  const { program } = compiled;
  const held = heldInputs(conversation.events, program);
  const began = held.events.find((event) => event.type === "start");
  if (held.events.length === 0) return refused("Nothing has been said yet.");
  const place = testPlace(project.index, program, {
    file: wanted.file,
    start: held.jumpedTo ?? conversation.start ?? program.bot?.start ?? firstState(held.events),
  });
  if (typeof place === "string") return refused(place);
  const name = uniqueName(place, wanted.name ?? nameFor(held.inputs));
  const at = held.jumpedTo ?? conversation.start ?? (program.bot?.start == null ? firstState(held.events) : undefined);
  const head = {
    name,
    presets: (conversation.presets ?? []).filter((preset) => program.presets.has(preset)),
    ...(at === undefined || !program.states.has(at) ? {} : { at }),
    languages: languagesOf(began?.type === "start" ? began.language : undefined, program),
  };
  const setting: TestSetting = { program, flow: place.flow, ...(project.format && { format: project.format }) };
  const stage: Rehearsal = { project, setting, place, head, held };
  const rehearsed = await rehearse(stage);
  if (rehearsed === undefined) return refused("The conversation cannot be held in a test.");
  const written = await writePassing(stage, rehearsed);
  if (written === undefined)
    return refused("No test of this conversation passes: what the bot does changes each time.");
  const { text, notes } = written;
  const edit = insertion(place, text);
  return {
    ok: true,
    test: { name, text, edit, isNewFile: place.text === undefined, notes: [...held.notes, ...notes] },
  };
}

function refused(reason: string): TestFromConversation {
  return { ok: false, reason };
}

function firstState(events: readonly RunEvent[]): string | undefined {
  const entered = events.find((event) => event.type === "state");
  return entered?.type === "state" ? entered.state : undefined;
}

/** A test says its language where it is not the bot's first. */
function languagesOf(language: string | undefined, { bot }: Program): readonly string[] {
  const known = bot?.languages ?? [];
  const listed = known.find((each) => each === language) ?? known.find((each) => each === language?.split("-")[0]);
  return listed === undefined || listed === known[0] ? [] : [listed];
}
