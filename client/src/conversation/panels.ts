import { commands, Disposable, EventEmitter, type ExtensionContext, type WebviewPanel, window } from "vscode";
import type { Run } from "../debug/run.ts";
import type { Runs } from "../debug/runs.ts";
import { ConversationPanel, type RestoredPanel, viewType } from "./panel.ts";
import type { PanelRun } from "./panelRun.ts";
import { PastRun } from "./pastRun.ts";
import { readKeptPanel } from "./readKeptPanel.ts";

/** The panels that are open: one a run, and the panel of a run that is over serves the next one. */
export class ConversationPanels {
  readonly #context: ExtensionContext;
  readonly #subscription: Disposable;
  readonly #changed = new EventEmitter<void>();
  /** A panel was opened or closed, came to the front, or its conversation went on. */
  readonly onDidChange = this.#changed.event;
  readonly #panels = new Set<ConversationPanel>();
  readonly #unseen = new Set<PanelRun>();
  /** The panel that commands act on. */
  #latest: ConversationPanel | undefined;

  constructor(context: ExtensionContext, runs: Runs) {
    this.#context = context;
    this.#subscription = Disposable.from(
      this.#changed,
      runs.onDidStart((run) => this.#await(run)),
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel, state) => this.#restore(panel, state),
      }),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const panel of this.#panels) panel.dispose();
  }

  get latest(): ConversationPanel | undefined {
    return this.#latest;
  }

  /** All panels, in the order in which they were opened. */
  get all(): readonly ConversationPanel[] {
    return [...this.#panels];
  }

  /** Runs that go on in the debugger though their panel was closed, in the order in which that was done. */
  get unseen(): readonly PanelRun[] {
    return [...this.#unseen];
  }

  /** Shows the panel of a run that is known; opens it again if it was closed. */
  show(run: PanelRun): ConversationPanel {
    const latestFirst = [...(this.#latest === undefined ? [] : [this.#latest]), ...this.#panels];
    const free = this.#of(run) ?? latestFirst.find((panel) => panel.run.status === "over");
    const panel = free ?? this.#open(run);
    // The same program once more goes on below what was said; another one begins on an empty page.
    if (panel.run !== run) panel.show(run, sameProgram(panel.run, run));
    else panel.reveal();
    this.#latest = panel;
    if (this.#unseen.delete(run)) this.#announce();
    return panel;
  }

  /** The run of the same program and start that goes on. */
  running(program: string, start: string | undefined, noDebug: boolean): PanelRun | undefined {
    return [...[...this.#panels].map(({ run }) => run), ...this.#unseen].find(
      ({ status, debugging, configuration }) => {
        const isSame = configuration["program"] === program && configuration["start"] === start;
        // A test that is debugged is no conversation with a person.
        return configuration["test"] === undefined && isSame && status !== "over" && debugging !== noDebug;
      },
    );
  }

  /** A launch may fail before anything runs: the panel comes with the first sign of life. */
  #await(run: Run): void {
    const subscription = Disposable.from(run.onDidReceive(begin), run.onDidChange(begin));
    const panels = this;
    function begin() {
      if (run.status === "over" && run.events.length === 0) return;
      subscription.dispose();
      panels.show(run).focus();
    }
  }

  #of(run: PanelRun): ConversationPanel | undefined {
    return [...this.#panels].find((panel) => panel.run === run);
  }

  /** The editor shows what was there before its window was loaded again; what cannot be read is closed. */
  async #restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const kept = readKeptPanel(state);
    if (kept === undefined) {
      panel.dispose();
      return;
    }
    const restored = this.#open(new PastRun(kept), { panel, looks: kept.looks });
    this.#latest ??= restored;
  }

  #open(run: PanelRun, restored?: RestoredPanel): ConversationPanel {
    const panel = new ConversationPanel(this.#context, run, restored);
    this.#panels.add(panel);
    this.#announce();
    panel.onDidChange(() => {
      if (panel.isActive && this.#panels.has(panel)) this.#latest = panel;
      this.#changed.fire();
    });
    panel.onDidClose(() => {
      this.#panels.delete(panel);
      if (this.#latest === panel) this.#latest = [...this.#panels].at(-1);
      if (panel.run.debugging && panel.run.status !== "over") this.#remember(panel.run);
      this.#announce();
    });
    return panel;
  }

  /** What goes on without a panel can be shown again until it is over. */
  #remember(run: PanelRun): void {
    this.#unseen.add(run);
    const subscription = run.onDidChange(() => {
      if (run.status !== "over" && this.#unseen.has(run)) return this.#changed.fire();
      subscription.dispose();
      if (this.#unseen.delete(run)) this.#announce();
    });
  }

  #announce(): void {
    void commands.executeCommand("setContext", "flowstate.hasConversation", this.#panels.size + this.#unseen.size > 0);
    this.#changed.fire();
  }
}

function sameProgram(one: PanelRun, other: PanelRun): boolean {
  return (["program", "start"] as const).every((key) => one.configuration[key] === other.configuration[key]);
}
