/**
 * Code actions: the fixes of what is wrong, one fix for all of a kind, and refactorings. What takes work is worked out
 * only once the author has chosen it, where the client asks again for it (`codeAction/resolve`).
 */
import {
  type CodeAction,
  type CodeActionParams,
  type Command,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { codeActions, fixKindActions } from "../../features/codeActions.ts";
import { canFixAll, fixAllEdits, safeCodes } from "../../features/fixAll.ts";
import type { FinishedChange } from "../../features/refactorings/finish.ts";
import { changeOf, type OfferedRefactoring, offersAt } from "../../features/refactorings/index.ts";
import type { Span } from "../../language/spans.ts";
import { askForName, showElsewhere } from "../actionCommands.ts";
import { changeEditOf, diagnosticOf, fixEditOf, isWanted, offsetOf } from "../convert.ts";
import { type FileNow, fileNow } from "../filePosition.ts";
import { numberIn, textIn } from "../itemData.ts";
import { applyEditCommand } from "../protocol.ts";
import type { Session } from "../session.ts";
import { neighbourCodeAction } from "./neighbourCodeAction.ts";

const quickFix = "quickfix";
/** Offered where the client asks for it: most do when a file is saved. */
const fixAll = "source.fixAll.flowstate";

/** Every kind of action that the server may offer. */
export const codeActionKinds = [
  quickFix,
  "refactor.extract",
  "refactor.inline",
  "refactor.move",
  "refactor.rewrite",
  fixAll,
  "source.organizeStates",
];

export function codeAction(session: Session, params: CodeActionParams): (CodeAction | Command)[] | null {
  const beside = session.client.codeActionLiterals && neighbourCodeAction(session, params);
  if (beside) return beside;
  const now = fileNow(session, params.textDocument);
  if (now === undefined) return null;
  const { start, end } = params.range;
  const range = { start: offsetOf(session, now.file, start), end: offsetOf(session, now.file, end) };
  if (!session.client.codeActionLiterals) return session.client.appliesEdits ? fixCommands(session, now, range) : null;
  const only = params.context?.only;
  return [
    ...(isWanted(quickFix, only) ? [...fixes(session, now, range), ...kindFixes(session, now, range)] : []),
    ...refactorings(session, now, range, only),
    ...(only !== undefined && isWanted(fixAll, only) ? safeFixes(session, now) : []),
  ];
}

/** Adds the edit of an action, and what is to happen after it. */
export function codeActionResolve(session: Session, action: CodeAction): CodeAction {
  const uri = textIn(action.data, "uri");
  const now = uri === undefined ? undefined : fileNow(session, { uri });
  const start = numberIn(action.data, "start");
  const end = numberIn(action.data, "end");
  const name = textIn(action.data, "name");
  const isOutdated = numberIn(action.data, "version") !== now?.file.version;
  if (now === undefined || name === undefined || start === undefined || end === undefined || isOutdated) {
    throw new ResponseError(LSPErrorCodes.ContentModified, "The file has changed since. Please choose again.");
  }
  const chosen = { name, code: textIn(action.data, "code"), title: action.title, start, end };
  return { ...action, ...effectOf(session, now, chosen) };
}

function fixes(session: Session, { file, snapshot }: FileNow, range: Span): readonly CodeAction[] {
  return codeActions(file, range).map(({ fix, finding }) => {
    const command = showElsewhere(session, file.project, file.path, fix.edits);
    return {
      title: fix.title,
      kind: fix.kind,
      diagnostics: [diagnosticOf(session, snapshot, file, finding)],
      edit: fixEditOf(session, snapshot, file.project, fix.edits),
      ...(fix.preferred && { isPreferred: true }),
      ...(command !== undefined && { command }),
    };
  });
}

/** The fixes for a client that knows commands only: the server has it make the edit. */
function fixCommands(session: Session, { file, snapshot }: FileNow, range: Span): Command[] {
  return codeActions(file, range).map(({ fix }) => ({
    title: fix.title,
    command: applyEditCommand,
    arguments: [fixEditOf(session, snapshot, file.project, fix.edits)],
  }));
}

function kindFixes(session: Session, now: FileNow, range: Span): readonly CodeAction[] {
  return fixKindActions(now.file, range).map(({ title, code, finding }) => ({
    title,
    kind: quickFix,
    diagnostics: [diagnosticOf(session, now.snapshot, now.file, finding)],
    ...later(session, now, { name: fixAll, code, title, start: 0, end: 0 }),
  }));
}

function safeFixes(session: Session, now: FileNow): readonly CodeAction[] {
  if (!canFixAll(now.file, safeCodes)) return [];
  const title = "Fix all that is safe to fix";
  return [{ title, kind: fixAll, ...later(session, now, { name: fixAll, code: undefined, title, start: 0, end: 0 }) }];
}

function refactorings(
  session: Session,
  now: FileNow,
  range: Span,
  only: readonly string[] | undefined,
): readonly CodeAction[] {
  // What belongs to the whole file is not offered wherever the cursor is.
  const isAsked = (kind: string): boolean =>
    isWanted(kind, only) && (only !== undefined || !kind.startsWith("source."));
  return offersAt(now.file, range, isAsked)
    .filter(({ disabled, makesFile }) =>
      disabled === undefined ? canMake(session, makesFile) : tellsWhy(session, only),
    )
    .map(({ name, kind, title, disabled }: OfferedRefactoring) => {
      if (disabled !== undefined) return { title, kind, disabled: { reason: disabled } };
      return { title, kind, ...later(session, now, { name, code: undefined, title, ...range }) };
    });
}

function canMake({ client }: Session, makesFile: boolean): boolean {
  return !makesFile || (client.documentChanges && client.createsFiles);
}

/** Why something cannot be done is told to an author who looks for it. */
function tellsWhy({ client }: Session, only: readonly string[] | undefined): boolean {
  return client.disabledActions && only !== undefined;
}

/** What tells which action was chosen: a name that the server gave, and where. */
interface Chosen extends Span {
  readonly name: string;
  readonly code: string | undefined;
  readonly title: string;
}

type Effect = Pick<CodeAction, "edit" | "command">;

/** The edit, or what it is worked out from when the client asks for it. */
function later(session: Session, now: FileNow, chosen: Chosen): Effect & Pick<CodeAction, "data"> {
  if (!session.client.resolvesCodeActions) return effectOf(session, now, chosen);
  const { name, code, start, end } = chosen;
  const { uri, version } = now.file;
  return { data: { uri: session.workspace.clientUri(uri), version, name, code, start, end } };
}

function effectOf(session: Session, { file, snapshot }: FileNow, { name, code, title, ...range }: Chosen): Effect {
  if (name === fixAll) {
    const edits = fixAllEdits(file, code === undefined ? safeCodes : new Set([code]));
    return { edit: fixEditOf(session, snapshot, file.project, edits) };
  }
  const change = changeOf(file, range, name, title);
  if (change === undefined)
    throw new ResponseError(LSPErrorCodes.RequestFailed, `${title}: that would break the file.`);
  const command = commandAfter(session, file, change);
  return {
    edit: changeEditOf(session, snapshot, file.project, change),
    ...(command !== undefined && { command }),
  };
}

function commandAfter(session: Session, { project }: FileNow["file"], { rename, renameText }: FinishedChange) {
  return rename === undefined || renameText === undefined
    ? undefined
    : askForName(session, project, rename, renameText);
}
