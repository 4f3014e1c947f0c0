import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { UserInput } from "../../../server/src/runtime/events.ts";
import { Header } from "./Header.tsx";
import type { Host } from "./host.ts";
import { InputField } from "./InputField.tsx";
import type { ItemActions } from "./itemActions.ts";
import { Keys } from "./Keys.tsx";
import type { MenuEntry } from "./Menu.tsx";
import { MocksPane } from "./MocksPane.tsx";
import { OptionsPane } from "./OptionsPane.tsx";
import { Pane } from "./Pane.tsx";
import type { PanelCommand, PanelLooks, PaneName } from "./panelMessages.ts";
import { emptyPanel, keptPanel, receive } from "./panelState.ts";
import { SendForm } from "./SendForm.tsx";
import { SendMenu } from "./SendMenu.tsx";
import { Strip } from "./Strip.tsx";
import type { SentKind } from "./sentInput.ts";
import { shownConversation } from "./shown.ts";
import { Transcript } from "./Transcript.tsx";
import { transcriptText } from "./transcriptText.ts";
import { VariablesPane } from "./VariablesPane.tsx";
import { zoomed } from "./zoom.ts";

const plainLooks: PanelLooks = { draft: "", zoom: 1, pane: undefined };

/** The whole panel. */
export function ConversationView({ host }: { readonly host: Host }) {
  const [state, dispatch] = useReducer(receive, emptyPanel);
  const { model, run, memory, mocks, replays } = state;
  const [looks, setLooks] = useState(plainLooks);
  const [refusal, setRefusal] = useState<string>();
  const [sending, setSending] = useState<SentKind>();
  const [showsKeys, setShowsKeys] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const over = run.status === "over";

  const change = (part: Partial<PanelLooks>) => setLooks((before) => ({ ...before, ...part }));
  const toggle = (pane: PaneName) =>
    setLooks((before) => ({ ...before, pane: before.pane === pane ? undefined : pane }));
  const focusField = () => field.current?.focus();
  const send = (input: UserInput) => {
    setRefusal(undefined);
    host.send({ type: "input", input });
    focusField();
  };
  const actions = useActions(host, send, () => setRefusal(undefined), focusField);
  const restart = () => {
    host.send({ type: "restart" });
    focusField();
  };
  const doCommand = (command: PanelCommand) => {
    if (command === "variables" || command === "mocks" || command === "options") toggle(command);
    else if (command === "send") setSending("event");
    else if (command === "keys") setShowsKeys(true);
    else if (command === "copyTranscript") host.send({ type: "copy", text: transcriptText(current.current.items) });
    else setLooks((before) => ({ ...before, zoom: zoomed(before.zoom, command) }));
  };
  const current = useRef(model);
  current.current = model;

  useEffect(() => {
    host.listen((message) => {
      dispatch(message);
      if (message.type === "focus") focusField();
      else if (message.type === "inspect") afterDrawing(() => host.send({ type: "shown", shown: shownConversation() }));
      else if (message.type === "command") doCommand(message.command);
      else if (message.type === "failed") setRefusal(message.reason);
      else if (message.type === "refused") {
        setRefusal(message.reason);
        if (message.input.type === "text") change({ draft: message.input.text });
      } else if (message.type === "reset") {
        setRefusal(undefined);
        if (message.looks !== undefined) setLooks(message.looks);
      }
    });
    host.send({ type: "ready" });
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => host.keep(keptPanel(state, looks)), 300);
    return () => clearTimeout(timer);
  }, [state.events, state.kept, run, looks]);
  const { pane } = looks;
  const isThere = run.status === "running" || run.status === "stopped";
  useEffect(() => {
    // Where the debugger has stopped, memory is as it stands in the middle of the turn.
    if (!isThere || (model.phase === "working" && run.status !== "stopped")) return;
    if (pane === "variables") host.send({ type: "variables" });
    if (pane === "mocks") host.send({ type: "mocks", change: {} });
  }, [pane, isThere, run.status, model.phase, model.turns]);

  return (
    <main class={pane === undefined ? "" : "with-pane"} style={looks.zoom === 1 ? undefined : { zoom: looks.zoom }}>
      <Header
        run={run}
        state={model.state}
        pane={pane}
        restart={restart}
        stop={() => host.send({ type: "stop" })}
        reveal={actions.reveal}
        toggle={toggle}
        more={moreEntries(host, doCommand)}
      />
      <Transcript
        model={model}
        actions={actions}
        live={!over && run.status !== "starting"}
        replays={replays}
        leave={focusField}
      />
      {pane !== undefined && (
        <Pane name={pane} close={() => closePane(change, focusField)}>
          {pane === "variables" && <VariablesPane memory={memory} model={model} actions={actions} />}
          {pane === "mocks" && (
            <MocksPane
              mocks={mocks}
              change={(changed) => host.send({ type: "mocks", change: changed })}
              reveal={actions.reveal}
            />
          )}
          {pane === "options" && (
            <OptionsPane
              run={run}
              language={model.language}
              user={model.user}
              setLanguage={(language) => host.send({ type: "language", language })}
              launch={(options) => host.send({ type: "launch", options })}
            />
          )}
        </Pane>
      )}
      <div class="foot">
        <Strip model={model} run={run} restart={restart} continueRun={() => host.send({ type: "continue" })} />
        {refusal !== undefined && (
          <p class="refusal" role="alert">
            {refusal}
          </p>
        )}
        {sending !== undefined && !over && (
          <SendForm
            key={sending}
            kind={sending}
            send={send}
            close={() => {
              setSending(undefined);
              focusField();
            }}
          />
        )}
        <InputField
          field={field}
          text={looks.draft}
          setText={(draft) => change({ draft })}
          sent={model.sent}
          disabled={over}
          placeholder={over ? "The run is over" : "Write a message"}
          send={(said) => send({ type: "text", text: said })}
          before={<SendMenu disabled={over} choose={setSending} />}
        />
      </div>
      {showsKeys && <Keys close={() => setShowsKeys(false)} />}
    </main>
  );
}

function closePane(change: (part: Partial<PanelLooks>) => void, focusField: () => void): void {
  change({ pane: undefined });
  focusField();
}

/** The same object all the time, so that nothing is drawn again for it. */
function useActions(
  host: Host,
  send: (input: UserInput) => void,
  forget: () => void,
  focusField: () => void,
): ItemActions {
  return useMemo(
    () => ({
      tap: ({ title, value }) => send({ type: "tap", text: title, ...(value === undefined ? {} : { value }) }),
      open: (url) => host.send({ type: "open", url }),
      dial: (number) => host.send({ type: "dial", number }),
      reveal: (place) => host.send({ type: "reveal", place }),
      copy: (copied) => host.send({ type: "copy", text: copied }),
      rewind: (turn) => {
        forget();
        host.send({ type: "rewind", turn });
        focusField();
      },
      edit: (turn, input) => {
        forget();
        host.send({ type: "edit", turn, input });
        focusField();
      },
      replay: (id) => host.send({ type: "replay", id }),
    }),
    [],
  );
}

function moreEntries(host: Host, command: (command: PanelCommand) => void): readonly MenuEntry[] {
  return [
    { icon: "saveTest", label: "Save as test", act: () => host.send({ type: "saveTest" }) },
    { icon: "another", label: "New conversation", act: () => host.send({ type: "another" }) },
    { icon: "window", label: "Move to a new window", act: () => host.send({ type: "window" }) },
    { icon: "copy", label: "Copy the transcript", act: () => command("copyTranscript") },
    { icon: "find", label: "Find", keys: "Ctrl+F", act: () => host.send({ type: "find" }) },
    { icon: "zoomIn", label: "Zoom in", keys: "Ctrl+=", act: () => command("zoomIn") },
    { icon: "zoomOut", label: "Zoom out", keys: "Ctrl+-", act: () => command("zoomOut") },
    { icon: "keys", label: "Keys", act: () => command("keys") },
  ];
}

/** Calls back once what was dispatched is on the screen. */
function afterDrawing(act: () => void): void {
  setTimeout(act, 50);
}
