/** What the author answers in place of a backend: one request, a step from now on, or by mocks. */
import type { MachineState } from "../runtime/machineState.ts";
import type { ProgramStep } from "../runtime/program.ts";
import { type Answer, done, refused } from "./answers.ts";
import type { Client } from "./client.ts";
import { currentStep, nextStep } from "./positions.ts";
import type { AnswerArguments, MocksArguments } from "./protocol.ts";
import type { Run } from "./run.ts";

/** Takes the answer to one request. */
export function writeAnswer(
  run: Run,
  state: MachineState,
  client: Client,
  { id: asked, ...answer }: AnswerArguments,
): Answer {
  const unknown = answer.mock !== undefined && !run.loaded.program.mocks.has(answer.mock);
  if (unknown) return refused(`There is no mock \`${answer.mock}\`.`);
  const { desk } = run.conversation;
  if (state.status === "calling") {
    const id = state.pending?.id;
    if (id === undefined || (asked !== undefined && asked !== id)) return refused(noRequest(asked));
    return done({ id }, () => {
      desk.write(id, answer);
      client.invalidate("variables");
    });
  }
  const next = `request-${state.requests + 1}`;
  if (isAtApiStep(run, state) && (asked === undefined || asked === next))
    return done({ id: next }, () => desk.write(next, answer));
  const last = `request-${state.requests}`;
  const moment =
    isInOutcome(run, state) && (asked === undefined || asked === last)
      ? run.conversation.beforeRequest(state.requests)
      : undefined;
  if (moment === undefined || !run.isStopped) return refused(noRequest(asked));
  return done({ id: last }, () => {
    run.leaveStop();
    run.rewind(moment, { reason: "goto", description: "Back at the API step, with another answer" });
    desk.write(last, answer);
  });
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
export function chooseMocks(run: Run, { mocks, step, answer }: MocksArguments): Answer {
  const choices = run.conversation.mocks;
  const mock = answer?.mock;
  if (mock !== undefined && !run.loaded.program.mocks.has(mock)) return refused(`There is no mock \`${mock}\`.`);
  if (step === undefined && answer !== undefined) return refused("`step` is missing: which API step is answered so?");
  const problem =
    (step === undefined ? undefined : choices.answerStep(step, answer ?? null)) ??
    (mocks === undefined ? undefined : choices.choose(mocks));
  if (problem !== undefined) return refused(problem);
  return done(choices.describe((one) => headOf(run, one)));
}

function headOf({ loaded: { sources } }: Run, { owner, node }: ProgramStep): string {
  const end = node.kind === "Api" ? (node.url?.end ?? node.end) : node.end;
  return (sources.get(owner.file)?.text.slice(node.start, end) ?? "").replaceAll(/\s+/g, " ");
}
