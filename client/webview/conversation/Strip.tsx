import { Icon } from "../messages/Icon.tsx";
import { webUrl } from "../messages/links.ts";
import type { ConversationModel } from "./model.ts";
import type { RunView } from "./panelMessages.ts";

export interface StripProps {
  readonly model: ConversationModel;
  readonly run: RunView;
  readonly restart: () => void;
  readonly continueRun: () => void;
}

/** One line between transcript and field that says what the conversation is doing. It is always there, so that nothing jumps. */
export function Strip({ model, run, restart, continueRun }: StripProps) {
  if (run.status === "over")
    return <Notice kind="over" text={run.reason ?? "The run is over"} action="Run again" act={restart} />;
  if (run.status === "stopped")
    return <Notice kind="stopped" text={run.reason ?? "Paused"} action="Continue" act={continueRun} />;
  if (run.status === "starting") return <Working text="Starting" />;
  if (model.phase === "ended")
    return <Notice kind="ended" text="The next message begins a new conversation" action="Start again" act={restart} />;
  if (model.phase === "working") return <Working text={workOf(model)} />;
  return (
    <div class="strip" role="status">
      <span class="muted">{waitOf(model)}</span>
    </div>
  );
}

function Notice(props: {
  readonly kind: "over" | "stopped" | "ended";
  readonly text: string;
  readonly action: string;
  readonly act: () => void;
}) {
  const { kind, text, action, act } = props;
  return (
    <div class={`strip notice ${kind}`} role="status">
      {kind === "stopped" && <Icon name="pause" />}
      <span class="strip-text" title={text}>
        {text}
      </span>
      <button type="button" class="primary" onClick={act}>
        {action}
      </button>
    </div>
  );
}

function Working({ text }: { readonly text: string }) {
  return (
    <div class="strip working" role="status">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class="strip-text muted">{text}</span>
    </div>
  );
}

function workOf({ pending }: ConversationModel): string {
  if (pending === undefined) return "Typing";
  const url = webUrl(pending.url);
  return `Calling ${pending.method} ${url?.pathname ?? pending.url}`;
}

function waitOf({ waitsFor }: ConversationModel): string {
  switch (waitsFor?.for) {
    case "answer":
      return waitsFor.answerType === undefined || waitsFor.answerType === "any" || waitsFor.answerType === "text"
        ? "Waits for your answer"
        : `Waits for your answer: ${waitsFor.answerType}`;
    case "nothing":
      return "Waits for nothing in this state";
    default:
      return "Waits for you";
  }
}
