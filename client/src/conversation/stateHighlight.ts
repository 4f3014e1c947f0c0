import {
  commands,
  Disposable,
  DocumentSymbol,
  OverviewRulerLane,
  type Range,
  type TextEditor,
  ThemeColor,
  window,
} from "vscode";
import type { RunEventBody } from "../../../server/src/debug/protocol.ts";
import type { Run } from "../debug/run.ts";
import type { Runs } from "../debug/runs.ts";
import { fileOf, rangeOf } from "./reveal.ts";
import { lastName } from "./stateName.ts";

type StateEvent = Extract<RunEventBody, { type: "state" }>;

/** Marks the state that the running conversation is in, in every editor that shows its file. */
export class StateHighlight {
  readonly #region = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor("flowstate.currentStateBackground"),
    overviewRulerColor: new ThemeColor("flowstate.currentStateBorder"),
    overviewRulerLane: OverviewRulerLane.Left,
    borderColor: new ThemeColor("flowstate.currentStateBorder"),
    borderStyle: "solid",
    borderWidth: "0 0 0 2px",
  });
  readonly #header = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor("flowstate.currentStateHeaderBackground"),
  });
  readonly #subscription: Disposable;
  #current: { readonly run: Run; readonly event: StateEvent } | undefined;

  constructor(runs: Runs) {
    this.#subscription = Disposable.from(
      this.#region,
      this.#header,
      runs.onDidStart((run) => this.#follow(run)),
      window.onDidChangeVisibleTextEditors(() => void this.#draw()),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Full name of the state that is marked. */
  get state(): string | undefined {
    return this.#current?.event.state;
  }

  #follow(run: Run): void {
    run.onDidReceive((event) => {
      if (event.type === "state") this.#set({ run, event });
      else if (event.type === "end" && this.#current?.run === run) this.#set(undefined);
    });
    run.onDidChange(() => {
      if (run.status === "over" && this.#current?.run === run) this.#set(undefined);
    });
  }

  #set(current: { readonly run: Run; readonly event: StateEvent } | undefined): void {
    this.#current = current;
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const current = this.#current;
    const folder = current?.run.project?.folder;
    const place = current?.event.source;
    const file = folder === undefined || place === undefined ? undefined : fileOf(folder, place);
    const editors = window.visibleTextEditors.filter((editor) => editor.document.languageId === "flow");
    for (const editor of editors) {
      const shows = file !== undefined && editor.document.uri.fsPath === file.fsPath;
      if (shows && current !== undefined) await this.#mark(editor, current.event);
      else this.#clear(editor);
      // Another state was entered while the symbols were asked for; it draws by itself.
      if (this.#current !== current) return;
    }
  }

  async #mark(editor: TextEditor, event: StateEvent): Promise<void> {
    const region = await regionOf(editor, event);
    if (region === undefined || this.#current?.event !== event) return;
    const header = editor.document.lineAt(region.start.line).range;
    editor.setDecorations(this.#region, [region]);
    editor.setDecorations(this.#header, [header]);
  }

  #clear(editor: TextEditor): void {
    editor.setDecorations(this.#region, []);
    editor.setDecorations(this.#header, []);
  }
}

/** Where a state stands now: the file may have been edited since the run began. */
async function regionOf(editor: TextEditor, event: StateEvent): Promise<Range | undefined> {
  const { document } = editor;
  const symbols = await commands.executeCommand<unknown>("vscode.executeDocumentSymbolProvider", document.uri);
  const found = Array.isArray(symbols) ? symbolNamed(symbols, lastName(event.state)) : undefined;
  if (found !== undefined) return found.range;
  const line = event.source === undefined ? undefined : rangeOf(event.source).start.line;
  return line === undefined || line >= document.lineCount ? undefined : document.lineAt(line).range;
}

function symbolNamed(symbols: readonly unknown[], name: string): DocumentSymbol | undefined {
  for (const symbol of symbols) {
    if (!(symbol instanceof DocumentSymbol)) continue;
    if (symbol.name.replaceAll("`", "") === name) return symbol;
    const inside = symbolNamed(symbol.children, name);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
