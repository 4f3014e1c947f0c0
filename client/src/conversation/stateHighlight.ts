import {
  commands,
  Disposable,
  OverviewRulerLane,
  Range,
  SymbolKind,
  type TextEditor,
  TextEditorRevealType,
  ThemeColor,
  type Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { RunEventBody } from "../../../server/src/debug/protocol.ts";
import type { Run } from "../debug/run.ts";
import type { Runs } from "../debug/runs.ts";
import { fileOf, rangeOf } from "./reveal.ts";
import { lastName } from "./stateName.ts";
import { rangeOfState } from "./stateSymbol.ts";

type StateEvent = Extract<RunEventBody, { type: "state" }>;

interface Current {
  readonly run: Run;
  readonly event: StateEvent;
}

/** Marks the state that the running conversation is in, in every editor that shows its file, and keeps it in view. */
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
  readonly #isTalking: () => boolean;
  #current: Current | undefined;

  /** `isTalking` says whether the user is in a conversation panel rather than in an editor. */
  constructor(runs: Runs, isTalking: () => boolean) {
    this.#isTalking = isTalking;
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
      else if (event.type === "wait" && this.#current?.run === run) void this.#bringIntoView(this.#current, event.turn);
      else if (event.type === "end" && this.#current?.run === run) this.#set(undefined);
    });
    run.onDidRewind(() => {
      const event = run.events.findLast((each) => each.type === "state");
      if (this.#current?.run === run) this.#set(event === undefined ? undefined : { run, event });
    });
    run.onDidChange(() => {
      if (run.status === "over" && this.#current?.run === run) this.#set(undefined);
    });
  }

  #set(current: Current | undefined): void {
    this.#current = current;
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const current = this.#current;
    const file = current && placeOf(current);
    for (const editor of window.visibleTextEditors) {
      if (editor.document.languageId !== "flow") continue;
      if (current !== undefined && shows(editor, file)) await this.#mark(editor, current.event);
      else this.#clear(editor);
      // Another state was entered while the symbols were asked for; it draws by itself.
      if (this.#current !== current) return;
    }
  }

  async #mark(editor: TextEditor, event: StateEvent): Promise<void> {
    const region = await regionOf(editor, event);
    if (region === undefined || this.#current?.event !== event) return;
    editor.setDecorations(this.#region, [region]);
    editor.setDecorations(this.#header, [editor.document.lineAt(region.start.line).range]);
  }

  #clear(editor: TextEditor): void {
    editor.setDecorations(this.#region, []);
    editor.setDecorations(this.#header, []);
  }

  /**
   * Shows the state where the conversation waits, unless the user is in an editor: then nothing moves. At the beginning no other file
   * takes the place of the one from which the conversation was run. A test that is debugged waits for nobody: its editor shows where it
   * stops.
   */
  async #bringIntoView(current: Current, turn: number): Promise<void> {
    const file = placeOf(current);
    const wanted = workspace.getConfiguration("flowstate").get("followConversation") !== false;
    const isTest = current.run.configuration["test"] !== undefined;
    if (!wanted || isTest || file === undefined || !this.#isTalking()) return;
    const open = window.visibleTextEditors.find((editor) => shows(editor, file));
    if (open === undefined && turn === 0) return;
    const editor =
      open ?? (await window.showTextDocument(file, { viewColumn: ViewColumn.One, preserveFocus: true, preview: true }));
    const region = await regionOf(editor, current.event);
    if (region === undefined || this.#current !== current) return;
    editor.revealRange(headOf(region), TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** The file of a state. */
function placeOf({ run, event }: Current): Uri | undefined {
  return run.project === undefined || event.source === undefined ? undefined : fileOf(run.project.folder, event.source);
}

function shows(editor: TextEditor, file: Uri | undefined): boolean {
  return file !== undefined && editor.document.uri.fsPath === file.fsPath;
}

/** Lines of a state that are to be seen; a longer one would not leave room around it. */
const shownLines = 12;

/** The state, or its beginning where it is long. */
function headOf({ start, end }: Range): Range {
  return new Range(start, end.line - start.line < shownLines ? end : start.translate(shownLines));
}

/** Where a state stands now: the file may have been edited since the run began. */
async function regionOf(editor: TextEditor, event: StateEvent): Promise<Range | undefined> {
  const { document } = editor;
  const symbols = await commands.executeCommand<unknown>("vscode.executeDocumentSymbolProvider", document.uri);
  const found = rangeOfState(symbols, lastName(event.state), SymbolKind.Class);
  // The editor answers with objects that are instances of no class of its own API, but for the ranges in them.
  if (found instanceof Range) return found;
  const line = event.source === undefined ? undefined : rangeOf(event.source).start.line;
  return line === undefined || line >= document.lineCount ? undefined : document.lineAt(line).range;
}
