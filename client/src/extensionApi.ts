import type { InputArguments, RunEventBody } from "../../server/src/debug/protocol.ts";
import type { ShownConversation } from "../webview/conversation/panelMessages.ts";
import type { FlowClient } from "./client.ts";
import type { ConversationPanels } from "./conversation/panels.ts";
import type { StateHighlight } from "./conversation/stateHighlight.ts";
import type { FlowTests } from "./testing/flowTests.ts";
import type { TestsApi } from "./testing/testsApi.ts";

/** What the extension exports: enough for tests to hold a conversation as a user does. */
export interface ExtensionApi {
  /** Resolves once the language server answers. */
  readonly languageServer: () => Promise<void>;
  /** The errors in the output channel of the language server, oldest first. */
  readonly errors: () => readonly string[];
  /** The conversation of the latest panel, undefined where none is open. */
  readonly conversation: () => ConversationApi | undefined;
  readonly tests: TestsApi;
}

export interface ConversationApi {
  /** All run events of the run, in order. */
  readonly events: readonly RunEventBody[];
  /** Full name of the state that is marked in the editor. */
  readonly highlighted: string | undefined;
  /** What the panel shows as it is drawn. */
  readonly shown: () => Promise<ShownConversation>;
  /** Rejects with the reason where the input is refused. */
  readonly send: (input: InputArguments) => Promise<void>;
  /** Taps the quick reply or button of that title, with the value that its message gives it; rejects where none has it. */
  readonly tap: (title: string) => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The exported object over the running extension. */
export function testedApi(
  client: FlowClient,
  panels: ConversationPanels,
  highlight: StateHighlight,
  tests: FlowTests,
): ExtensionApi {
  return {
    languageServer: () => client.start(),
    errors: () => client.errors,
    tests: tests.api,
    conversation: () => {
      const panel = panels.latest;
      if (panel === undefined) return undefined;
      const { run } = panel;
      return {
        events: run.events,
        highlighted: highlight.state,
        shown: () => panel.inspect(),
        send: (input) => run.send(input),
        tap: async (title) => run.send(tapOf(run.events, title)),
        restart: () => run.restart(),
        stop: () => run.stop(),
      };
    },
  };
}

/** The tap on the latest quick reply or button of that title. */
function tapOf(events: readonly RunEventBody[], title: string): InputArguments {
  for (const event of events.toReversed()) {
    if (event.type !== "message") continue;
    const { replies = [], buttons = [], cards = [] } = event.message;
    const tapped = [...replies, ...buttons, ...cards.flatMap((card) => card.buttons)].find(
      (one) => one.title === title,
    );
    if (tapped === undefined) continue;
    return "value" in tapped && tapped.value !== undefined
      ? { type: "tap", text: title, value: tapped.value }
      : { type: "tap", text: title };
  }
  throw new Error(`No message offers "${title}".`);
}
