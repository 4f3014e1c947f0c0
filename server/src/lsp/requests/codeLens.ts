import type { CodeLens, CodeLensParams, Command } from "vscode-languageserver";
import { codeLenses, type StateLens, waysIn } from "../../features/codeLenses.ts";
import { locationOf, rangeOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import { textIn } from "../itemData.ts";
import {
  type RunFromHereArguments,
  runFromHereCommand,
  type ShowWaysInArguments,
  showWaysInCommand,
} from "../protocol.ts";
import type { Session } from "../session.ts";

export function codeLens(session: Session, params: CodeLensParams): CodeLens[] | null {
  const now = fileNow(session, params.textDocument);
  if (now === undefined) return null;
  const uri = session.workspace.clientUri(now.file.uri);
  return codeLenses(now.file).flatMap((lens): CodeLens[] => {
    const range = rangeOf(session, now.file.parsed, lens);
    if (lens.kind !== "run") return [{ range, data: { uri, key: lens.key } }];
    return session.client.runsConversations ? [{ range, command: runFromHere(uri, lens) }] : [];
  });
}

/** Counts the ways into a state once its lens is in sight. */
export function codeLensResolve(session: Session, lens: CodeLens): CodeLens {
  const [uri, key] = [textIn(lens.data, "uri"), textIn(lens.data, "key")];
  const now = uri === undefined ? undefined : fileNow(session, { uri });
  const found = now && key !== undefined ? waysIn(now.file, key) : undefined;
  // The state is gone, and so will be the lens.
  if (uri === undefined || now === undefined || found === undefined) return { ...lens, command: plain("") };
  const locations = found.ways.flatMap((way) => locationOf(session, now.snapshot, way) ?? []);
  if (locations.length === 0 || !session.client.showsWaysIn) return { ...lens, command: plain(found.title) };
  const argument: ShowWaysInArguments = { uri, position: lens.range.start, locations };
  return { ...lens, command: { title: found.title, command: showWaysInCommand, arguments: [argument] } };
}

function runFromHere(uri: string, { state }: StateLens): Command {
  const argument: RunFromHereArguments = { uri, start: state };
  return { title: "Run from here", command: runFromHereCommand, arguments: [argument] };
}

/** A title that cannot be clicked. */
function plain(title: string): Command {
  return { title, command: "" };
}
