/** What the author answers in place of a backend: one request, a step from now on, or by mocks. */
import type { MachineState } from "../runtime/machineState.ts";
import type { ProgramStep } from "../runtime/program.ts";
import { type Answer, done, refused } from "./answers.ts";
import type { Client } from "./client.ts";
import { currentStep, nextStep } from "./positions.ts";
import type { AnswerArguments, AuthoredAnswer, MocksArguments, RecordingMode } from "./protocol.ts";
import type { Run } from "./run.ts";

/** Takes the answer to one request. */
export function writeAnswer(
  run: Run,
  state: MachineState,
  client: Client,
  { id: asked, ...written }: AnswerArguments,
): Answer {
  const answer = withRecording(run, written);
  if (answer === undefined) return refused(`There is no recording \`${written.recording}\`.`);
  const unknown = answer.mock !== undefined && !run.loaded.program.mocks.has(answer.mock);
  if (unknown) return refused(`There is no mock \`${answer.mock}\`.`);
  if (state.status === "calling") {
    const id = state.pending?.id;
    if (id === undefined || (asked !== undefined && asked !== id)) return refused(noRequest(asked));
    return done({ id }, () => {
      write(run, id, answer);
      client.invalidate("variables");
    });
  }
  const next = `request-${state.requests + 1}`;
  if (isAtApiStep(run, state) && (asked === undefined || asked === next))
    return done({ id: next }, () => write(run, next, answer));
  const last = `request-${state.requests}`;
  const moment =
    isInOutcome(run, state) && (asked === undefined || asked === last)
      ? run.conversation.beforeRequest(state.requests)
      : undefined;
  if (moment === undefined || !run.isStopped) return refused(noRequest(asked));
  return done({ id: last }, () => {
    run.leaveStop();
    run.rewind(moment, { reason: "goto", description: "Back at the API step, with another answer" });
    write(run, last, answer);
  });
}

/** The author's answer, in place of the backend's. */
function write({ conversation, recordings }: Run, id: string, answer: AuthoredAnswer): void {
  recordings.forget(id);
  conversation.desk.write(id, answer);
}

function noRequest(asked: string | undefined): string {
  const what =
    asked === undefined ? "The conversation stands at no API step" : `The conversation does not stand at \`${asked}\``;
  return `${what}: stop at the step, or step back over its answer, and answer it then.`;
}

function isAtApiStep({ loaded, isStopped }: Run, state: MachineState): boolean {
  return isStopped && nextStep(loaded.program, state)?.node.kind === "Api";
}

/** Whether the conversation stands in an `on` block of the API step that was answered last. */
function isInOutcome({ loaded: { program } }: Run, state: MachineState): boolean {
  const block = currentStep(program, state)?.block ?? "";
  const [, step] = /^(.*)\/on\d+$/s.exec(block) ?? [];
  return step !== undefined && program.steps.get(step)?.node.kind === "Api" && state.status === "running";
}

/** Changes what mocks answer, and tells how it is. */
export function chooseMocks(run: Run, { mocks, step, answer: written }: MocksArguments): Answer {
  const choices = run.conversation.mocks;
  const answer = written == null ? written : withRecording(run, written);
  if (written != null && answer === undefined) return refused(`There is no recording \`${written.recording}\`.`);
  const mock = answer?.mock;
  if (mock !== undefined && !run.loaded.program.mocks.has(mock)) return refused(`There is no mock \`${mock}\`.`);
  if (step === undefined && answer !== undefined) return refused("`step` is missing: which API step is answered so?");
  const problem =
    (step === undefined ? undefined : choices.answerStep(step, answer ?? null)) ??
    (mocks === undefined ? undefined : choices.choose(mocks));
  if (problem !== undefined) return refused(problem);
  return done(choices.describe((one) => headOf(run, one)));
}

/** Changes whether recordings answer or are kept, and tells how it is. */
export function chooseRecordings({ recordings }: Run, mode: RecordingMode | undefined): Answer {
  const problem = mode === undefined ? undefined : recordings.choose(mode);
  return problem === undefined ? done(recordings.describe()) : refused(problem);
}

/** The answer with what the recording says that it names; `undefined` where there is no such recording. */
function withRecording({ recordings }: Run, answer: AuthoredAnswer): AuthoredAnswer | undefined {
  const { recording, ...rest } = answer;
  if (recording === undefined) return rest;
  const recorded = recordings.answerOf(recording);
  return recorded && { ...rest, ...recorded };
}

function headOf({ loaded: { sources } }: Run, { owner, node }: ProgramStep): string {
  const end = node.kind === "Api" ? (node.url?.end ?? node.end) : node.end;
  return (sources.get(owner.file)?.text.slice(node.start, end) ?? "").replaceAll(/\s+/g, " ");
}
