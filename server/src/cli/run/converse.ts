import type { RecordingKeeper } from "../../runtime/effects/recordings/keeper.ts";
import type { RunEvent } from "../../runtime/events.ts";
import { exposedEnvironment } from "../../workspace/exposedEnvironment.ts";
import { nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { joinUri } from "../../workspace/uris.ts";
import { shownPath } from "../locations.ts";
import type { Terminal } from "../terminal.ts";
import { visible } from "../visible.ts";
import { headerOf } from "./beginning.ts";
import { prepareConversation } from "./conversation.ts";
import { inputOfLine } from "./inputs.ts";
import type { RunFlags } from "./options.ts";
import { Presenter } from "./presenter.ts";
import type { RunnableProject } from "./program.ts";
import { tellAgain, warningOf } from "./replay.ts";
import { openPrompt, type Prompt, talkByLines } from "./talk.ts";
import { type Transcript, writeTranscript } from "./transcript.ts";

/** Holds one conversation over the terminal; answers who kept what the backend said, where `keeps` asks for that. */
export async function converse(
  project: RunnableProject,
  flags: RunFlags,
  replay: Transcript | undefined,
  terminal: Terminal,
  { keeps = false }: { readonly keeps?: boolean } = {},
): Promise<RecordingKeeper | undefined> {
  const isTyped = process.stdin.isTTY === true && terminal.isInteractive && !flags.json && replay === undefined;
  const prompt = isTyped ? openPrompt() : undefined;
  const presenter = new Presenter({
    style: terminal.style,
    errorStyle: terminal.errorStyle,
    isInteractive: terminal.isInteractive,
    shown: (file) => shownPath(joinUri(project.folder, file)),
  });
  const show = flags.json ? jsonLine(terminal) : readableLines(presenter, prompt, terminal);
  const header = headerOf(project, flags, replay);
  const recorder = flags.transcript === undefined ? undefined : writeTranscript(flags.transcript, header);
  const onEvent = (event: RunEvent): void => {
    recorder?.write(event);
    show(event);
  };
  try {
    if (replay !== undefined) {
      const warning = warningOf(replay);
      if (warning !== undefined) terminal.error(`${warning}\n`);
      await tellAgain(project, header, replay, onEvent);
      return undefined;
    }
    const warning = await exposedEnvironment(nodeFileSystem, project.folder);
    if (warning !== undefined) terminal.error(`${warning}\n`);
    const onProblem = (problem: string): void => terminal.error(`${visible(problem)}\n`);
    const conversation = await prepareConversation(project, flags, header, { onEvent, onProblem }, keeps);
    try {
      const begun = conversation.begin();
      if (prompt !== undefined) {
        await prompt.talk(conversation.driver, begun, (line) => presenter.inputOf(line));
      } else {
        await begun;
        await talkByLines(conversation.driver, flags.json ? inputOfLine : (line) => presenter.inputOf(line));
      }
      return conversation.keeper;
    } finally {
      await conversation.close();
    }
  } finally {
    recorder?.close();
  }
}

function jsonLine(terminal: Terminal): (event: RunEvent) => void {
  return (event) => terminal.out(`${JSON.stringify(event)}\n`);
}

function readableLines(
  presenter: Presenter,
  prompt: Prompt | undefined,
  terminal: Terminal,
): (event: RunEvent) => void {
  return (event) => {
    const { out, error } = presenter.present(event);
    for (const line of out) (prompt?.print ?? terminal.out)(`${line}\n`);
    for (const line of error) (prompt === undefined ? terminal.error : prompt.printError)(`${line}\n`);
  };
}
