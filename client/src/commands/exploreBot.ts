import { isAbsolute, join } from "node:path";
import {
  type Disposable,
  Position,
  ProgressLocation,
  type QuickPickItem,
  QuickPickItemKind,
  Range,
  ThemeIcon,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { openFlow } from "../debug/configurations.ts";
import { type ExploredBot, type ExploredFinding, exploreInProcess } from "../testing/exploreProcess.ts";
import { mayRun } from "../trust.ts";

/** How long an exploration may take. */
const budget = "20s";

/**
 * Walks the bot of a file (the argument, else the file in the editor) and shows what breaks: a choice leads to its place in the
 * source, its button keeps the way there as a test. Nothing is sent to any backend. `commandLine` is an absolute path.
 */
export async function exploreBot(commandLine: string, target: unknown): Promise<void> {
  if (!mayRun()) return;
  const program = target instanceof Uri ? target.fsPath : openFlow();
  if (program === undefined) {
    void window.showInformationMessage("Open a .flow file of the bot to explore.");
    return;
  }
  await workspace.saveAll(false);
  const cwd = workspace.getWorkspaceFolder(Uri.file(program))?.uri.fsPath ?? join(program, "..");
  const explored = await window.withProgress(
    { location: ProgressLocation.Notification, title: "Exploring the bot…", cancellable: true },
    async (progress, token) => {
      const stop = new AbortController();
      const listening: Disposable = token.onCancellationRequested(() => stop.abort());
      const onProgress = (message: string): void => progress.report({ message });
      const work = exploreInProcess({ commandLine, cwd, program, budget, onProgress, signal: stop.signal });
      return work.finally(() => void listening.dispose());
    },
  );
  if (typeof explored === "string") void window.showErrorMessage(`The bot cannot be explored: ${explored}`);
  else if (explored !== undefined) await show(explored, cwd);
}

interface FindingItem extends QuickPickItem {
  readonly place?: ExploredFinding["place"];
  readonly test?: string | undefined;
}

const keep = { iconPath: new ThemeIcon("beaker"), tooltip: "Keep the Way There as a Test" };

async function show(explored: ExploredBot, cwd: string): Promise<void> {
  const { findings, never, reached, states } = explored;
  const summary = `${reached} of ${states} states reached${explored.isComplete ? "" : ", not all that may happen was tried"}`;
  if (findings.length === 0 && never.length === 0) {
    void window.showInformationMessage(`Nothing breaks: ${summary}.`);
    return;
  }
  const picker = window.createQuickPick<FindingItem>();
  picker.title = `Explored Bot: ${findings.length} found, ${summary}`;
  picker.placeholder = "Choose one to go to its place; the beaker keeps the way there as a test";
  picker.matchOnDetail = true;
  picker.items = [...findings.map(findingItem), ...neverItems(never)];
  picker.onDidTriggerItemButton(({ item }) => void keepTest(item, explored, cwd));
  picker.onDidAccept(() => {
    const [item] = picker.selectedItems;
    picker.hide();
    if (item?.place !== undefined) void reveal(item.place, cwd);
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

function findingItem({ code, message, place, way, test }: ExploredFinding): FindingItem {
  return {
    label: `$(warning) ${code}`,
    description: message,
    detail: way.length === 0 ? "at the beginning" : way.join(" › "),
    place,
    test,
    buttons: test === undefined ? [] : [keep],
  };
}

function neverItems(never: ExploredBot["never"]): readonly FindingItem[] {
  if (never.length === 0) return [];
  const title = { label: "States that no conversation came to", kind: QuickPickItemKind.Separator };
  return [title, ...never.map(({ state, place }) => ({ label: `$(circle-slash) ${state}`, place }))];
}

async function reveal({ file, line, character }: NonNullable<ExploredFinding["place"]>, cwd: string): Promise<void> {
  const at = new Position(line, character);
  await window.showTextDocument(Uri.file(absolute(file, cwd)), { selection: new Range(at, at) });
}

/** Puts the test at the end of `explored.test.flow` in the folder of the project, and shows it. */
async function keepTest({ test }: FindingItem, { project }: ExploredBot, cwd: string): Promise<void> {
  if (test === undefined) return;
  const uri = Uri.file(join(absolute(project, cwd), "explored.test.flow"));
  const edit = new WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  await workspace.applyEdit(edit);
  const document = await workspace.openTextDocument(uri);
  const end = document.lineAt(document.lineCount - 1).range.end;
  const insertion = new WorkspaceEdit();
  insertion.insert(uri, end, document.getText().trim() === "" ? test : `\n${test}`);
  await workspace.applyEdit(insertion);
  await document.save();
  await window.showTextDocument(document, { selection: new Range(end, end), preview: false });
}

function absolute(path: string, cwd: string): string {
  return isAbsolute(path) ? path : join(cwd, path);
}
