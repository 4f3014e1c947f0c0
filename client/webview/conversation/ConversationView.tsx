import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { UserInput } from "../../../server/src/runtime/events.ts";
import { Header } from "./Header.tsx";
import type { Host } from "./host.ts";
import { InputField } from "./InputField.tsx";
import { type ConversationModel, emptyConversation, reduceAll } from "./model.ts";
import type { RunView, ToPanel } from "./panelMessages.ts";
import { Strip } from "./Strip.tsx";
import { shownConversation } from "./shown.ts";
import { Transcript } from "./Transcript.tsx";
import type { ItemActions } from "./TranscriptItem.tsx";

interface PanelState {
  readonly model: ConversationModel;
  readonly run: RunView;
}

const empty: PanelState = {
  model: emptyConversation,
  run: { title: "Conversation", status: "starting", debugging: false },
};

/** The whole panel. */
export function ConversationView({ host }: { readonly host: Host }) {
  const [{ model, run }, dispatch] = useReducer(receive, empty);
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);

  const send = (input: UserInput) => {
    setRefusal(undefined);
    host.send({ type: "input", input });
    field.current?.focus();
  };
  const actions: ItemActions = useMemo(
    () => ({
      tap: ({ title, value }) => send({ type: "tap", text: title, ...(value === undefined ? {} : { value }) }),
      open: (url) => host.send({ type: "open", url }),
      dial: (number) => host.send({ type: "dial", number }),
      reveal: (place) => host.send({ type: "reveal", place }),
      copy: (copied) => host.send({ type: "copy", text: copied }),
    }),
    [],
  );

  useEffect(() => {
    host.listen((message) => {
      dispatch(message);
      if (message.type === "focus") field.current?.focus();
      else if (message.type === "inspect") afterDrawing(() => host.send({ type: "shown", shown: shownConversation() }));
      else if (message.type === "refused") {
        setRefusal(message.reason);
        if (message.input.type === "text") setText(message.input.text);
      } else if (message.type === "reset") setRefusal(undefined);
    });
    host.send({ type: "ready" });
  }, []);

  const over = run.status === "over";
  const restart = () => {
    host.send({ type: "restart" });
    field.current?.focus();
  };
  return (
    <main>
      <Header
        run={run}
        state={model.state}
        restart={restart}
        stop={() => host.send({ type: "stop" })}
        reveal={actions.reveal}
      />
      <Transcript model={model} actions={actions} live={!over} />
      <Strip model={model} run={run} restart={restart} continueRun={() => host.send({ type: "continue" })} />
      {refusal !== undefined && (
        <p class="refusal" role="alert">
          {refusal}
        </p>
      )}
      <InputField
        field={field}
        text={text}
        setText={setText}
        sent={model.sent}
        disabled={over}
        placeholder={over ? "The run is over" : "Write a message"}
        send={(said) => send({ type: "text", text: said })}
      />
    </main>
  );
}

function receive(state: PanelState, message: ToPanel): PanelState {
  switch (message.type) {
    case "reset":
      return { model: reduceAll(emptyConversation, message.events), run: message.run };
    case "events":
      return { ...state, model: reduceAll(state.model, message.events) };
    case "run":
      return { ...state, run: message.run };
    case "refused":
    case "focus":
    case "inspect":
      return state;
  }
}

/** Calls back once what was dispatched is on the screen. */
function afterDrawing(act: () => void): void {
  setTimeout(act, 50);
}
