/** What happens once a code action is applied: the author is shown what was written elsewhere, or asked for a name. */
import type { Command } from "vscode-languageserver";
import { replaced } from "../features/composedEdits.ts";
import { parse } from "../language/parse.ts";
import type { Span } from "../language/spans.ts";
import type { FixEdit } from "../semantics/fixes/fix.ts";
import type { Project } from "../workspace/snapshot.ts";
import { joinUri } from "../workspace/uris.ts";
import { rangeOf } from "./convert.ts";
import { renameAtCommand, showPlaceCommand } from "./protocol.ts";
import type { Session } from "./session.ts";

/** Shows the first place that edits change in a file other than the one of the action. */
export function showElsewhere(
  session: Session,
  { index }: Project,
  path: string,
  edits: readonly FixEdit[],
): Command | undefined {
  const [first] = edits.filter((edit) => edit.path !== path).toSorted((a, b) => a.start - b.start);
  const source = first && index.files.get(first.path);
  if (first === undefined || source === undefined || !session.client.showsDocuments) return undefined;
  const text = replaced(
    source.parsed.text,
    edits.filter((edit) => edit.path === first.path),
  );
  const at = first.start + first.text.length - first.text.trimStart().length;
  return showPlace(session, source.uri, text, { start: at, end: at });
}

/** Shows a place of a file as it is after the edits. */
function showPlace(session: Session, uri: string, text: string, span: Span): Command | undefined {
  if (!session.client.showsDocuments) return undefined;
  const range = rangeOf(session, parse(text), span);
  return {
    title: "Show what was written",
    command: showPlaceCommand,
    arguments: [{ uri: session.workspace.clientUri(uri), range }],
  };
}

/** Starts the rename of what has got a name that the author may want to change; shows it where that cannot be. */
export function askForName(
  session: Session,
  { folder, index }: Project,
  { path, start, end }: Span & { readonly path: string },
  text: string,
): Command | undefined {
  const uri = index.files.get(path)?.uri ?? joinUri(folder, path);
  if (!session.client.renamesPlaces) return undefined;
  const { line, character } = rangeOf(session, parse(text), { start, end }).start;
  return {
    title: "Change the name",
    command: renameAtCommand,
    arguments: [{ uri: session.workspace.clientUri(uri), line, character }],
  };
}
