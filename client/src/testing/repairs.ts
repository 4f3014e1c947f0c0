/** What can be done about a test that failed: make what happened its expectation, or write the mock that was missing. */
import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Disposable,
  languages,
  Range,
  type TextDocument,
  type Uri,
  WorkspaceEdit,
  workspace,
} from "vscode";
import type { Failures, KnownFailure } from "./failures.ts";
import type { TestTree } from "./testTree.ts";

/** A change that is made in the editor, with the place to show. */
export interface Repair {
  readonly title: string;
  readonly edit: WorkspaceEdit;
  readonly uri: Uri;
  readonly range: Range;
}

/** The change that makes what happened the expectation; undefined where there is none, or the step is another one by now. */
export async function acceptRepair({ failure, uri }: KnownFailure): Promise<Repair | undefined> {
  const { accept } = failure;
  if (accept === undefined) return undefined;
  const document = await workspace.openTextDocument(uri);
  if (!stands(document, failure)) return undefined;
  const { start, end } = accept.range;
  const range = document.validateRange(new Range(start.line, start.character, end.line, end.character));
  const edit = new WorkspaceEdit();
  edit.replace(uri, range, accept.newText);
  return { title: "Accept what happened as expected", edit, uri, range };
}

/** The change that writes the mock of a request that had none, before the first step of its test. */
export function mockRepair({ failure, uri, item }: KnownFailure, tree: TestTree): Repair | undefined {
  const { mock } = failure;
  const body = tree.listed(item)?.body ?? undefined;
  if (mock === undefined || body === undefined) return undefined;
  const range = new Range(body.line, body.character, body.line, body.character);
  const edit = new WorkspaceEdit();
  edit.insert(uri, range.start, `${indented(mock, "  ")}\n  `);
  const [title = ""] = mock.split(" {", 1);
  return { title: `Add the ${title} to this test`, edit, uri, range };
}

/** Offers the repairs at the step that failed. */
export function registerRepairs(failures: Failures, tree: TestTree): Disposable {
  const provideCodeActions: CodeActionProvider["provideCodeActions"] = async (document, at) => {
    const here = failures.all().filter((known) => isAt(known, document, at));
    const repairs = await Promise.all(
      here.flatMap((known) => [acceptRepair(known), Promise.resolve(mockRepair(known, tree))]),
    );
    const titles = new Set<string>();
    return repairs.flatMap((repair) => {
      // Two rows of a table may fail for the same reason.
      if (repair === undefined || titles.has(repair.title)) return [];
      titles.add(repair.title);
      const action = new CodeAction(repair.title, CodeActionKind.QuickFix);
      action.edit = repair.edit;
      action.isPreferred = true;
      return [action];
    });
  };
  return languages.registerCodeActionsProvider(
    { language: "flow", scheme: "file" },
    { provideCodeActions },
    {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    },
  );
}

function isAt({ uri, failure }: KnownFailure, document: TextDocument, at: Range): boolean {
  if (uri.toString() !== document.uri.toString() || !stands(document, failure)) return false;
  const { start, end } = failure.range;
  return new Range(start.line, 0, end.line, Number.MAX_SAFE_INTEGER).intersection(at) !== undefined;
}

/** Whether the step stands where it stood when it failed. */
function stands(document: TextDocument, { range: { start }, step }: KnownFailure["failure"]): boolean {
  if (start.line >= document.lineCount) return false;
  return document.lineAt(start.line).text.slice(start.character).startsWith(step);
}

/** All lines but the first behind an indentation. */
function indented(text: string, by: string): string {
  return text.replaceAll("\n", `\n${by}`);
}
