import { commands, Disposable, type ExtensionContext } from "vscode";
import type { Run } from "../debug/run.ts";
import type { Runs } from "../debug/runs.ts";
import { ConversationPanel } from "./panel.ts";

/** The panels that are open: one a run, and the panel of a run that is over serves the next one. */
export class ConversationPanels {
  readonly #context: ExtensionContext;
  readonly #subscription: Disposable;
  readonly #panels = new Set<ConversationPanel>();
  /** The panel that commands act on. */
  #latest: ConversationPanel | undefined;

  constructor(context: ExtensionContext, runs: Runs) {
    this.#context = context;
    this.#subscription = runs.onDidStart((run) => this.#await(run));
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const panel of this.#panels) panel.dispose();
  }

  get latest(): ConversationPanel | undefined {
    return this.#latest;
  }

  /** Shows the panel of a run that is known; opens it again if it was closed. */
  show(run: Run): ConversationPanel {
    const free = this.#of(run) ?? [...this.#panels].find((panel) => panel.run.status === "over");
    const panel = free ?? this.#open(run);
    // The same program once more goes on below what was said; another one begins on an empty page.
    if (panel.run !== run) panel.show(run, sameProgram(panel.run, run));
    else panel.reveal();
    this.#latest = panel;
    return panel;
  }

  /** The run of the same program and start that goes on in an open panel. */
  running(program: string, start: string | undefined, noDebug: boolean): Run | undefined {
    return [...this.#panels]
      .map(({ run }) => run)
      .find(({ status, debugging, session: { configuration } }) => {
        const isSame = configuration["program"] === program && configuration["start"] === start;
        return isSame && status !== "over" && debugging !== noDebug;
      });
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

  #of(run: Run): ConversationPanel | undefined {
    return [...this.#panels].find((panel) => panel.run === run);
  }

  #open(run: Run): ConversationPanel {
    const panel = new ConversationPanel(this.#context, run);
    this.#panels.add(panel);
    this.#announce();
    panel.onDidClose(() => {
      this.#panels.delete(panel);
      if (this.#latest === panel) this.#latest = [...this.#panels].at(-1);
      this.#announce();
    });
    return panel;
  }

  #announce(): void {
    void commands.executeCommand("setContext", "flowstate.hasConversation", this.#panels.size > 0);
  }
}

function sameProgram(one: Run, other: Run): boolean {
  const { configuration } = one.session;
  return (["program", "start"] as const).every((key) => configuration[key] === other.session.configuration[key]);
}
