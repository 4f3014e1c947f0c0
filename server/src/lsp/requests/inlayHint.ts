import {
  type InlayHint,
  InlayHintKind,
  type InlayHintLabelPart,
  type InlayHintParams,
  MarkupKind,
} from "vscode-languageserver";
import type { InlayHint as FoundHint, HintKind } from "../../features/inlayHints/hint.ts";
import { inlayHints } from "../../features/inlayHints/inlayHints.ts";
import type { Span } from "../../language/spans.ts";
import { locationOf, offsetOf, rangeOf } from "../convert.ts";
import { type FileNow, fileNow } from "../filePosition.ts";
import { numberIn, textIn } from "../itemData.ts";
import type { Session } from "../session.ts";

export function inlayHint(session: Session, params: InlayHintParams): InlayHint[] | null {
  const now = fileNow(session, params.textDocument);
  if (now === undefined) return null;
  const { start, end } = params.range;
  const range = { start: offsetOf(session, now.file, start), end: offsetOf(session, now.file, end) };
  return hintsIn(session, now, range).map((hint) => hintOf(session, now, hint, !session.client.resolvesInlayHints));
}

/** Adds what is shown when the pointer rests on a hint, and where a click leads. */
export function inlayHintResolve(session: Session, hint: InlayHint): InlayHint {
  const uri = textIn(hint.data, "uri");
  const offset = numberIn(hint.data, "offset");
  const now = uri === undefined ? undefined : fileNow(session, { uri });
  // An edit has moved what stood there: the client asks for new hints anyway.
  if (now === undefined || offset === undefined || numberIn(hint.data, "version") !== now.file.version) return hint;
  const found = hintsIn(session, now, { start: offset, end: offset }).find(
    ({ kind }) => kind === textIn(hint.data, "kind"),
  );
  return found === undefined ? hint : hintOf(session, now, found, true);
}

function hintsIn({ settings, lastValues }: Session, { file }: FileNow, range: Span): readonly FoundHint[] {
  const { folder } = file.project;
  return inlayHints(file, range, settings.inlayHints, (keys) => lastValues.of(folder, keys));
}

const kinds: { readonly [kind in HintKind]?: InlayHintKind } = { type: InlayHintKind.Type };

function hintOf(session: Session, { snapshot, file }: FileNow, found: FoundHint, whole: boolean): InlayHint {
  const { kind, offset, label, tooltip, target } = found;
  const location = whole && target !== undefined ? locationOf(session, snapshot, target) : undefined;
  const part: InlayHintLabelPart = { value: label.trimStart(), ...(location !== undefined && { location }) };
  const lspKind = kinds[kind];
  return {
    position: rangeOf(session, file.parsed, { start: offset, end: offset }).start,
    label: [part],
    paddingLeft: label.startsWith(" "),
    ...(lspKind !== undefined && { kind: lspKind }),
    ...(whole && { tooltip: { kind: MarkupKind.Markdown, value: tooltip } }),
    data: { uri: session.workspace.clientUri(file.uri), version: file.version, kind, offset },
  };
}
