/** What the debug console and the variables view may do to a conversation: write memory, and run the console's commands. */
import type { MachineState } from "../runtime/machineState.ts";
import { type Answer, done, refused } from "./answers.ts";
import { type Assignment, readAssignment } from "./assignments.ts";
import type { Client } from "./client.ts";
import { completionsAt } from "./completions.ts";
import { type ConsoleCommand, isCommand, readCommand } from "./consoleCommands.ts";
import { readExpression } from "./expressions.ts";
import type { EvaluateArguments } from "./inspection.ts";
import { plainKeys } from "./paths.ts";
import type { Run } from "./run.ts";
import { testSpeaks } from "./testPlayer.ts";

/** The value of an expression; in the console also assignments and commands. Nothing else changes anything. */
export function evaluate(run: Run, state: MachineState, client: Client, args: EvaluateArguments): Answer {
  if (args.context === "repl") {
    if (isCommand(args.expression)) return runCommand(run, state, client, args.expression);
    const assignment = readAssignment(args.expression);
    if (assignment !== undefined) return assignInConsole(run, state, client, args, assignment);
  }
  return run.inspection.evaluate(state, args);
}

function assignInConsole(
  run: Run,
  state: MachineState,
  client: Client,
  { frameId }: EvaluateArguments,
  assignment: Assignment,
): Answer {
  const problem = write(run, state, frameId, assignment);
  if (problem !== undefined) return refused(problem);
  const answer = run.inspection.evaluate(run.state ?? state, { expression: assignment.target });
  return answer.ok ? { ...answer, after: () => client.invalidate("variables") } : answer;
}

/** Writes what `path` names; `value` is an expression. */
export function assign(
  run: Run,
  state: MachineState,
  args: { readonly path: string; readonly value: string; readonly frameId?: number | undefined },
): Answer {
  const value = readExpression(args.value);
  if (!value.ok) return refused(value.message);
  const assignment = readAssignment(`set ${args.path} = ${args.value}`);
  if (assignment === undefined) return refused(`\`${args.path}\` is nothing that can be written.`);
  const problem = write(run, state, args.frameId, assignment);
  return problem === undefined ? run.inspection.written(run.state ?? state, args.path) : refused(problem);
}

/** Why it cannot be written, in a sentence. */
function write(
  run: Run,
  state: MachineState,
  frameId: number | undefined,
  { path, value, target }: Assignment,
): string | undefined {
  if (run.hasEnded) return "The conversation has ended.";
  const frame = frameId === undefined ? undefined : run.inspection.frame(state, frameId);
  if (frameId !== undefined && frame === undefined) return "The conversation has gone on: this moment is over.";
  const isOther = frame !== undefined && frame.view.activation.stay !== state.activation.stay;
  if (isOther && path.root.text === "temp")
    return `\`${target}\` is that of a flow that waits for a call: it can only be read.`;
  if (plainKeys(path)?.[0] === undefined && ["conversation", "secret"].includes(path.root.text))
    return `\`${target}\` can only be read.`;
  return run.change({ kind: "assign", path, value });
}

function runCommand(run: Run, state: MachineState, client: Client, text: string): Answer {
  if (run.hasEnded) return refused("The conversation has ended.");
  const current = run.loaded.program.states.get(state.activation.frames.at(-1)?.state ?? "");
  const read = readCommand(text, run.loaded.program, current?.owner.flow ?? null);
  return read.ok ? carryOut(run, client, read.command) : refused(read.message);
}

function carryOut(run: Run, client: Client, command: ConsoleCommand): Answer {
  const said = (result: string, after?: () => void): Answer => done({ result, variablesReference: 0 }, after);
  switch (command.kind) {
    case "help":
      return said(command.text);
    case "input":
      if (run.conversation.test !== undefined) return refused(testSpeaks);
      return said("", () => run.send(command.input));
    case "go":
      return said(`-> ${command.state}`, () => {
        run.leaveStop();
        run.jump({ kind: "enter", state: command.state });
      });
    case "preset": {
      const problem = run.change({ kind: "preset", name: command.name });
      return problem === undefined ? said(command.name, () => client.invalidate("variables")) : refused(problem);
    }
  }
}

/** What may follow in the console; `column` counts as the client does. */
export function completions(
  run: Run | undefined,
  client: Client,
  args: {
    readonly text: string;
    readonly column: number;
    readonly line?: number | undefined;
    readonly frameId?: number | undefined;
  },
): Answer {
  const state = run?.state;
  if (run === undefined || state === undefined) return done({ targets: [] });
  const lines = args.text.split("\n");
  const line = lines[Math.max(0, args.line === undefined ? 0 : client.line(args.line))] ?? "";
  const before = line.slice(0, Math.max(0, client.character(args.column)));
  const view = args.frameId === undefined ? state : (run.inspection.frame(state, args.frameId)?.view ?? state);
  const look = (text: string) => {
    const read = readExpression(text);
    return read.ok ? run.display(view, read.expression).value : null;
  };
  return done({ targets: completionsAt(before, { program: run.loaded.program, state, look }) });
}
