import { type ExecuteCommandParams, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { generatedText, graphUri, projectAround } from "../generatedTexts.ts";
import { textIn } from "../itemData.ts";
import { applyEditCommand, showFlowGraphCommand, showPlaceCommand } from "../protocol.ts";
import { readRange } from "../readRange.ts";
import type { ClientFeatures, Session } from "../session.ts";

/** `undefined` where the arguments are none of the command's. */
type Command = (session: Session, argument: unknown) => Promise<unknown> | undefined;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  [showPlaceCommand, showPlace],
  [showFlowGraphCommand, showFlowGraph],
  [applyEditCommand, applyEdit],
]);

/** The commands that the server carries out for a client. */
export function commandsFor({ showsDocuments, appliesEdits }: ClientFeatures): string[] {
  return [
    ...(showsDocuments ? [showPlaceCommand] : []),
    showFlowGraphCommand,
    ...(appliesEdits ? [applyEditCommand] : []),
  ];
}

/** Carries out a command of the server. */
export async function executeCommand(session: Session, params: ExecuteCommandParams): Promise<unknown> {
  const given: readonly unknown[] = Array.isArray(params.arguments) ? params.arguments : [];
  const [argument] = given;
  const isOffered = commandsFor(session.client).includes(params.command);
  const running = isOffered ? commands.get(params.command)?.(session, argument) : undefined;
  if (running === undefined) {
    throw new ResponseError(LSPErrorCodes.RequestFailed, `There is no command ${params.command} with these arguments.`);
  }
  return (await running) ?? null;
}

function showPlace({ connection }: Session, place: unknown): Promise<unknown> | undefined {
  const uri = textIn(place, "uri");
  if (uri === undefined) return undefined;
  const selection = readRange(place, "range");
  return connection.window
    .showDocument({ uri, takeFocus: true, ...(selection !== undefined && { selection }) })
    .then(() => null);
}

/** Shows the graph in the client, or answers it where the client cannot show what the server generates. */
async function showFlowGraph({ workspace, client, connection }: Session, near: unknown): Promise<unknown> {
  await workspace.ready();
  const snapshot = workspace.snapshot();
  const project = projectAround(snapshot, typeof near === "string" ? near : undefined);
  if (project === undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, "No flow is open.");
  const uri = graphUri(project);
  if (!client.showsDocuments || !client.generatedTexts) return { uri, text: generatedText(snapshot, uri) };
  await connection.window.showDocument({ uri, takeFocus: true });
  return null;
}

function applyEdit({ connection }: Session, edit: unknown): Promise<unknown> | undefined {
  if (typeof edit !== "object" || edit === null) return undefined;
  return connection.workspace.applyEdit(edit).then(({ applied, failureReason }) => {
    if (!applied) throw new ResponseError(LSPErrorCodes.RequestFailed, failureReason ?? "The edit could not be made.");
    return null;
  });
}
