import {
  commands,
  type DebugConfiguration,
  Disposable,
  debug,
  EventEmitter,
  type ExtensionContext,
  env,
  Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelOptions,
  window,
  workspace,
} from "vscode";
import { customRequests, type RunEventBody } from "../../../server/src/debug/protocol.ts";
import type {
  FromPanel,
  PanelCommand,
  PanelLooks,
  RunView,
  ShownConversation,
  ToPanel,
} from "../../webview/conversation/panelMessages.ts";
import { startOptions } from "../debug/run.ts";
import { isMemory, isMocks, readReplay } from "./answers.ts";
import { openLink, showNumber } from "./links.ts";
import { panelFiles, panelPage } from "./page.ts";
import type { PanelRun } from "./panelRun.ts";
import { readPanelMessage } from "./readPanelMessage.ts";
import { revealPlace } from "./reveal.ts";
import { optionsOf, withOptions } from "./runOptions.ts";
import { tabOf, titleOf } from "./runTitle.ts";

/** The type of the panel, also in `when` clauses: `activeWebviewPanelId`. */
export const viewType = "flowstate.conversation";

/** What the panel's page may do; a panel that the editor restores needs it said again. */
function webviewOptions({ extensionUri }: ExtensionContext) {
  return { enableScripts: true, localResourceRoots: [panelFiles(extensionUri)] };
}

/** The editor's own search looks through the panel, and what is hidden stays as it is. */
const panelOptions: WebviewPanelOptions = { retainContextWhenHidden: true, enableFindWidget: true };

/** A panel that was there before the window was loaded again, and how the user had set it up. */
export interface RestoredPanel {
  readonly panel: WebviewPanel;
  readonly looks: PanelLooks;
}

/** The conversation panel beside the editor. It shows one run; when that is over, the next run may take its place. */
export class ConversationPanel {
  readonly #panel: WebviewPanel;
  readonly #closed = new EventEmitter<void>();
  readonly #changed = new EventEmitter<void>();
  readonly onDidClose = this.#closed.event;
  /** The panel came to the front or went to the back, or its run changed or went on. */
  readonly onDidChange = this.#changed.event;
  #run: PanelRun;
  #subscriptions: Disposable;
  /** What was shown before this run began again. */
  #earlier: readonly RunEventBody[] = [];
  #looks: PanelLooks | undefined;
  #ready = false;
  #unsent: RunEventBody[] = [];
  #inspecting: ((shown: ShownConversation) => void)[] = [];

  constructor(context: ExtensionContext, run: PanelRun, restored?: RestoredPanel) {
    this.#run = run;
    this.#looks = restored?.looks;
    this.#panel =
      restored?.panel ??
      window.createWebviewPanel(
        viewType,
        tabOf(run),
        { viewColumn: ViewColumn.Beside, preserveFocus: true },
        { ...webviewOptions(context), ...panelOptions },
      );
    this.#panel.webview.options = webviewOptions(context);
    this.#panel.iconPath = {
      light: Uri.joinPath(context.extensionUri, "client", "media", "flow-light.svg"),
      dark: Uri.joinPath(context.extensionUri, "client", "media", "flow-dark.svg"),
    };
    this.#panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(readPanelMessage(message)));
    this.#panel.onDidDispose(() => this.#close());
    this.#panel.onDidChangeViewState(() => this.#changed.fire());
    this.#panel.webview.html = panelPage(this.#panel.webview, context.extensionUri);
    this.#subscriptions = this.#follow(run);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  get run(): PanelRun {
    return this.#run;
  }

  get title(): string {
    return this.#panel.title;
  }

  /** Whether the user is in the panel. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  /** Shows another run; what was there before stays above it if `keep`. */
  show(run: PanelRun, keep: boolean): void {
    this.#subscriptions.dispose();
    this.#earlier = keep ? [...this.#earlier, ...this.#run.events] : [];
    this.#run = run;
    this.#panel.title = tabOf(run);
    this.#subscriptions = this.#follow(run);
    this.#reset();
    this.reveal();
    this.#changed.fire();
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** Puts the cursor into the field for inputs. */
  focus(): void {
    this.#panel.reveal(undefined, false);
    this.#post({ type: "focus" });
  }

  /** Does what a command of the editor stands for. */
  command(command: PanelCommand): void {
    this.#panel.reveal(undefined, false);
    this.#post({ type: "command", command });
  }

  /** What the panel shows; never resolves once it is closed. */
  inspect(): Promise<ShownConversation> {
    return new Promise((resolve) => {
      this.#inspecting.push(resolve);
      if (this.#ready) this.#post({ type: "inspect" });
    });
  }

  /** Opens the editor's search over the panel. */
  async find(): Promise<void> {
    this.#panel.reveal(undefined, false);
    await commands.executeCommand("editor.action.webvieweditor.showFind");
  }

  /** Moves the panel into a window of its own. */
  async moveToNewWindow(): Promise<void> {
    this.#panel.reveal(undefined, false);
    await commands.executeCommand("workbench.action.moveEditorToNewWindow");
  }

  /** Begins another conversation with the same bot beside this one. */
  async another(): Promise<void> {
    const { configuration, debugging } = this.#run;
    const { program } = configuration;
    const folder = typeof program === "string" ? workspace.getWorkspaceFolder(Uri.file(program)) : undefined;
    const another: DebugConfiguration = { ...configuration, suppressMultipleSessionWarning: true };
    await debug.startDebugging(folder, another, startOptions(!debugging));
  }

  #follow(run: PanelRun): Disposable {
    return Disposable.from(
      run.onDidReceive((event) => this.#queue(event)),
      run.onDidRewind(() => this.#reset()),
      run.onDidChange(() => {
        this.#panel.title = tabOf(run);
        if (this.#ready) this.#post({ type: "run", run: viewOf(run) });
        this.#changed.fire();
      }),
    );
  }

  /** Events that come in together are sent together: each message to the panel draws it once. */
  #queue(event: RunEventBody): void {
    this.#unsent.push(event);
    if (this.#unsent.length > 1) return;
    setImmediate(() => {
      const events = this.#unsent;
      this.#unsent = [];
      if (this.#ready && events.length > 0) this.#post({ type: "events", events });
      this.#changed.fire();
    });
  }

  #reset(): void {
    this.#unsent = [];
    if (!this.#ready) return;
    const { configuration, project, events } = this.#run;
    this.#post({
      type: "reset",
      events: [...this.#earlier, ...events],
      run: viewOf(this.#run),
      kept: { configuration, folder: project?.folder },
      ...(this.#looks === undefined ? {} : { looks: this.#looks }),
    });
    this.#looks = undefined;
  }

  #receive(message: FromPanel | undefined): void {
    if (message === undefined) return;
    switch (message.type) {
      case "ready":
        this.#ready = true;
        this.#reset();
        if (this.#inspecting.length > 0) this.#post({ type: "inspect" });
        break;
      case "shown":
        for (const resolve of this.#inspecting.splice(0)) resolve(message.shown);
        break;
      case "input":
        void this.#send(message.input);
        break;
      case "variables":
      case "mocks":
      case "replay":
      case "rewind":
      case "edit":
      case "language":
        this.#asking(this.#ask(message));
        break;
      default:
        this.#try(this.#do(message));
    }
  }

  /** What the editor does for the panel. */
  async #do(message: Exclude<FromPanel, AdapterMessage | HostMessage>): Promise<unknown> {
    const run = this.#run;
    switch (message.type) {
      case "restart":
        return run.restart();
      case "launch":
        return run.relaunch(withOptions(run.configuration, message.options));
      case "stop":
        return run.stop();
      case "continue":
        return run.continue();
      case "reveal":
        return run.project === undefined ? undefined : revealPlace(run.project.folder, message.place);
      case "open":
        return openLink(message.url);
      case "dial":
        return showNumber(message.number);
      case "copy":
        return env.clipboard.writeText(message.text);
      case "find":
        return this.find();
      case "another":
        return this.another();
      case "window":
        return this.moveToNewWindow();
      case "saveTest":
        return commands.executeCommand("flowstate.saveTest", this);
    }
  }

  /** What the debug adapter answers. */
  async #ask(message: Extract<FromPanel, AdapterMessage>): Promise<void> {
    const run = this.#run;
    switch (message.type) {
      case "variables": {
        const body = await run.request(customRequests.variables);
        if (isMemory(body)) this.#post({ type: "variables", body });
        return;
      }
      case "mocks": {
        const body = await run.request(customRequests.mocks, message.change);
        if (isMocks(body)) this.#post({ type: "mocks", body });
        return;
      }
      case "replay": {
        const response = readReplay(await run.request(customRequests.replay, { id: message.id }));
        if (response !== undefined) this.#post({ type: "replayed", id: message.id, response });
        return;
      }
      case "rewind":
        await run.request(customRequests.rewind, { turn: message.turn });
        return;
      case "edit":
        await run.request(customRequests.rewind, { turn: message.turn });
        await this.#send(message.input);
        return;
      case "language":
        await this.#speak(message.language);
    }
  }

  async #send(input: Extract<FromPanel, { type: "input" }>["input"]): Promise<void> {
    try {
      await this.#run.send(input);
    } catch (error) {
      this.#post({ type: "refused", input, reason: reasonOf(error) });
    }
  }

  /** The rest of the conversation is in that language; where it cannot be set while it runs, it begins again in it. */
  async #speak(language: string): Promise<void> {
    const run = this.#run;
    const expression = `user.language = ${JSON.stringify(language)}`;
    try {
      await run.request("evaluate", { expression, context: "repl" });
    } catch {
      await run.relaunch({ ...run.configuration, language });
    }
  }

  /** A failure is said in the panel. */
  #asking(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#post({ type: "failed", reason: reasonOf(error) }));
  }

  #try(work: PromiseLike<unknown>): void {
    work.then(undefined, (error: unknown) => window.showErrorMessage(reasonOf(error)));
  }

  #post(message: ToPanel): void {
    void this.#panel.webview.postMessage(message);
  }

  #close(): void {
    this.#ready = false;
    this.#subscriptions.dispose();
    this.#closed.fire();
    this.#closed.dispose();
    this.#changed.dispose();
    // A conversation that nobody sees is over; in the debugger it may still be stepped through.
    if (!this.#run.debugging && this.#run.status !== "over") this.#try(this.#run.stop());
  }
}

/** Messages that the panel's own state answers. */
type HostMessage = { readonly type: "ready" | "shown" | "input" };

/** Messages that the debug adapter answers. */
type AdapterMessage = { readonly type: "variables" | "mocks" | "replay" | "rewind" | "edit" | "language" };

function viewOf(run: PanelRun): RunView {
  const { status, reason, debugging, configuration, project } = run;
  return {
    title: titleOf(run),
    status,
    debugging,
    options: optionsOf(configuration),
    languages: project?.languages ?? [],
    presets: project?.presets ?? [],
    ...(reason === undefined ? {} : { reason }),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
