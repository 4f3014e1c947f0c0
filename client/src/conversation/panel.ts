import { basename } from "node:path";
import {
  Disposable,
  EventEmitter,
  type ExtensionContext,
  env,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from "vscode";
import type { RunEventBody } from "../../../server/src/debug/protocol.ts";
import type { FromPanel, RunView, ShownConversation, ToPanel } from "../../webview/conversation/panelMessages.ts";
import type { Run } from "../debug/run.ts";
import { openLink, showNumber } from "./links.ts";
import { panelFiles, panelPage } from "./page.ts";
import { readPanelMessage } from "./readPanelMessage.ts";
import { revealPlace } from "./reveal.ts";

/** The type of the panel, also in `when` clauses: `activeWebviewPanelId`. */
const viewType = "flowstate.conversation";

/** The conversation panel beside the editor. It shows one run; when that is over, the next run may take its place. */
export class ConversationPanel {
  readonly #panel: WebviewPanel;
  readonly #closed = new EventEmitter<void>();
  readonly onDidClose = this.#closed.event;
  #run: Run;
  #subscriptions: Disposable;
  /** What was shown before this run began again. */
  #earlier: readonly RunEventBody[] = [];
  #ready = false;
  #unsent: RunEventBody[] = [];
  #inspecting: ((shown: ShownConversation) => void)[] = [];

  constructor(context: ExtensionContext, run: Run) {
    this.#run = run;
    this.#panel = window.createWebviewPanel(
      viewType,
      tabOf(run),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [panelFiles(context.extensionUri)] },
    );
    this.#panel.iconPath = {
      light: Uri.joinPath(context.extensionUri, "client", "media", "flow-light.svg"),
      dark: Uri.joinPath(context.extensionUri, "client", "media", "flow-dark.svg"),
    };
    this.#panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(readPanelMessage(message)));
    this.#panel.onDidDispose(() => this.#close());
    this.#panel.webview.html = panelPage(this.#panel.webview, context.extensionUri);
    this.#subscriptions = this.#follow(run);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  get run(): Run {
    return this.#run;
  }

  /** Whether the user is in the panel. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  /** Shows another run; what was there before stays above it if `keep`. */
  show(run: Run, keep: boolean): void {
    this.#subscriptions.dispose();
    this.#earlier = keep ? [...this.#earlier, ...this.#run.events] : [];
    this.#run = run;
    this.#panel.title = tabOf(run);
    this.#subscriptions = this.#follow(run);
    this.#reset();
    this.reveal();
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** Puts the cursor into the field for inputs. */
  focus(): void {
    this.#panel.reveal(undefined, false);
    this.#post({ type: "focus" });
  }

  /** What the panel shows; never resolves once it is closed. */
  inspect(): Promise<ShownConversation> {
    return new Promise((resolve) => {
      this.#inspecting.push(resolve);
      if (this.#ready) this.#post({ type: "inspect" });
    });
  }

  #follow(run: Run): Disposable {
    return Disposable.from(
      run.onDidReceive((event) => this.#queue(event)),
      run.onDidChange(() => {
        this.#panel.title = tabOf(run);
        if (this.#ready) this.#post({ type: "run", run: viewOf(run) });
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
    });
  }

  #reset(): void {
    this.#unsent = [];
    if (this.#ready)
      this.#post({ type: "reset", events: [...this.#earlier, ...this.#run.events], run: viewOf(this.#run) });
  }

  #receive(message: FromPanel | undefined): void {
    switch (message?.type) {
      case undefined:
        break;
      case "ready":
        this.#ready = true;
        this.#reset();
        if (this.#inspecting.length > 0) this.#post({ type: "inspect" });
        break;
      case "input":
        this.#send(message.input);
        break;
      case "restart":
        this.#try(this.#run.restart());
        break;
      case "stop":
        this.#try(this.#run.stop());
        break;
      case "continue":
        this.#try(this.#run.continue());
        break;
      case "reveal": {
        const folder = this.#run.project?.folder;
        if (folder !== undefined) this.#try(revealPlace(folder, message.place));
        break;
      }
      case "open":
        this.#try(openLink(message.url));
        break;
      case "dial":
        this.#try(showNumber(message.number));
        break;
      case "copy":
        this.#try(env.clipboard.writeText(message.text));
        break;
      case "shown":
        for (const resolve of this.#inspecting.splice(0)) resolve(message.shown);
    }
  }

  #send(input: Extract<FromPanel, { type: "input" }>["input"]): void {
    const refused = (error: unknown) => this.#post({ type: "refused", input, reason: reasonOf(error) });
    this.#run.send(input).catch(refused);
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
    // A conversation that nobody sees is over; in the debugger it may still be stepped through.
    if (!this.#run.debugging && this.#run.status !== "over") this.#try(this.#run.stop());
  }
}

/** The bot, and the state where the run began if it was named: several runs may have a panel each. */
function tabOf(run: Run): string {
  const start: unknown = run.session.configuration["start"];
  return typeof start === "string" && start !== "" ? `${titleOf(run)} · ${start}` : titleOf(run);
}

function titleOf(run: Run): string {
  return run.project?.bot ?? basename(String(run.session.configuration["program"] ?? "Conversation"), ".flow");
}

function viewOf(run: Run): RunView {
  const { status, reason, debugging } = run;
  return { title: titleOf(run), status, debugging, ...(reason === undefined ? {} : { reason }) };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
