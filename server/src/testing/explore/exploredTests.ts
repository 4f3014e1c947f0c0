/** What an exploration found, as tests to keep: each goes the shortest way there, and passes for as long as it is found there. */
import type { FiledRecording } from "../../runtime/effects/recordings/recording.ts";
import type { RunEvent } from "../../runtime/events.ts";
import { createMachine } from "../../runtime/machine.ts";
import type { Program } from "../../runtime/program.ts";
import type { BeginOptions } from "../../runtime/transition.ts";
import { testFromConversation } from "../fromConversation.ts";
import type { TestProject } from "../rehearsal.ts";
import { laidOut } from "../writeTest.ts";
import { writeText } from "../writeValue.ts";
import type { Finding } from "./findings.ts";
import { playWay, stepsOf } from "./way.ts";

/** A test of a finding, or the reason why there is none, in a sentence. */
export type ExploredTest =
  | { readonly ok: true; readonly name: string; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** What is explored, as tests need it. */
export interface ExploredProject extends TestProject {
  readonly program: Program;
  readonly recordings: readonly FiledRecording[];
  readonly begin: BeginOptions;
}

/** Writes the test of a finding; `file` is the path of the file for it, relative to the project, `taken` the names in use. */
export async function exploredTest(
  finding: Finding,
  project: ExploredProject,
  file: string,
  taken: ReadonlySet<string>,
): Promise<ExploredTest> {
  const { program, environment, begin } = project;
  const played = playWay(createMachine(program, environment), begin, stepsOf(finding.way));
  const events: readonly RunEvent[] = played?.flatMap((each) => each.events) ?? [];
  const name = unused(nameOf(finding), taken);
  const made = await testFromConversation({ events }, project, { name, file });
  if (!made.ok) return made;
  const { text } = made.test;
  const isReport = finding.kind === "report" || finding.code === "endless-loop";
  const isSaid = text.includes(`expect error ${writeText(finding.code)}`);
  const last = isReport && !isSaid ? `  expect error ${writeText(finding.code)}\n` : "";
  const end = text.lastIndexOf("}");
  const whole = `/// ${finding.message.replaceAll(/\s+/g, " ")}\n${text.slice(0, end)}${last}}\n`;
  return { ok: true, name, text: laidOut(whole, project) };
}

function nameOf({ kind, code, state }: Finding): string {
  const where = state === null ? "" : ` in ${state}`;
  return kind === "dead-end" ? `a dead end${where}` : code === "no-way-out" ? `no way out${where}` : `${code}${where}`;
}

function unused(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} (${number})`;
  return free;
}
