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
import { indentBefore, indented } from "./indentation.ts";
import type { TestTree } from "./testTree.ts";

/** A change that is made in the editor, with the place to show. */
export interface Repair {
  readonly title: string;
  readonly edit: WorkspaceEdit;
  readonly uri: Uri;
  readonly range: Range;
}

/** The change that makes what happened the expectation; undefined where there is none, or the step is another one by now. */
export async function acceptRepair(known: KnownFailure, tree: TestTree): Promise<Repair | undefined> {
  const { uri, failure } = known;
  if (failure.accept === undefined) return undefined;
  const document = await workspace.openTextDocument(uri);
  if (!stands(document, known, tree)) return undefined;
  const range = document.validateRange(rangeNow(failure.accept.range, known, tree));
  const edit = new WorkspaceEdit();
  edit.replace(uri, range, failure.accept.newText);
  return { title: "Accept what happened as expected", edit, uri, range };
}

/** The change that writes the mock of a request that had none, before the first step of its test. */
export function mockRepair({ failure, uri, item }: KnownFailure, tree: TestTree): Repair | undefined {
  const { mock } = failure;
  const body = tree.listed(item)?.body ?? undefined;
  if (mock === undefined || body === undefined) return undefined;
  const range = new Range(body.line, body.character, body.line, body.character);
  const indent = indentBefore(lineOf(uri, body.line)?.slice(0, body.character));
  const edit = new WorkspaceEdit();
  edit.insert(uri, range.start, `${indented(mock, indent)}\n${indent}`);
  const [title = ""] = mock.split(" {", 1);
  return { title: `Add the ${title} to this test`, edit, uri, range };
}

/** Offers the repairs at the step that failed. */
export function registerRepairs(failures: Failures, tree: TestTree): Disposable {
  const provideCodeActions: CodeActionProvider["provideCodeActions"] = async (document, at) => {
    const here = failures.all().filter((known) => isAt(known, document, at, tree));
    const repairs = await Promise.all(
      here.flatMap((known) => [acceptRepair(known, tree), Promise.resolve(mockRepair(known, tree))]),
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

function isAt(known: KnownFailure, document: TextDocument, at: Range, tree: TestTree): boolean {
  if (known.uri.toString() !== document.uri.toString() || !stands(document, known, tree)) return false;
  const { start, end } = rangeNow(known.failure.range, known, tree);
  return new Range(start.line, 0, end.line, Number.MAX_SAFE_INTEGER).intersection(at) !== undefined;
}

/** Where something of a test stands now: it moves with the test when something is written above it. */
function rangeNow(range: KnownFailure["failure"]["range"], { item, testLine }: KnownFailure, tree: TestTree): Range {
  const by = (tree.listed(item)?.nameRange.start.line ?? testLine) - testLine;
  const { start, end } = range;
  return new Range(Math.max(0, start.line + by), start.character, Math.max(0, end.line + by), end.character);
}

/** Whether the step still has the words with which it failed. */
function stands(document: TextDocument, known: KnownFailure, tree: TestTree): boolean {
  const { start } = rangeNow(known.failure.range, known, tree);
  if (start.line >= document.lineCount) return false;
  return document.lineAt(start.line).text.slice(start.character).startsWith(known.failure.step);
}

/** A line of a file that is open; a mock goes into a test that the editor shows. */
function lineOf(uri: Uri, line: number): string | undefined {
  const document = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return document !== undefined && line < document.lineCount ? document.lineAt(line).text : undefined;
}
