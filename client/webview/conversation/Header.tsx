import type { SourcePlace } from "../../../server/src/runtime/events.ts";
import { Icon } from "../messages/Icon.tsx";
import type { EnteredState } from "./model.ts";
import type { RunView } from "./panelMessages.ts";

export interface HeaderProps {
  readonly run: RunView;
  readonly state: EnteredState | undefined;
  readonly restart: () => void;
  readonly stop: () => void;
  readonly reveal: (place: SourcePlace) => void;
}

/** Which bot runs, in which state it is, and what can be done with the run. */
export function Header({ run, state, restart, stop, reveal }: HeaderProps) {
  const over = run.status === "over";
  return (
    <header>
      <span class={`dot ${run.status}`} />
      <h1 title={run.title}>{run.title}</h1>
      <div class="state-place">{state !== undefined && <StateLink state={state} reveal={reveal} current />}</div>
      <div class="tools">
        <button
          type="button"
          class="tool"
          title="Start again"
          aria-label="Start the conversation again"
          onClick={restart}
        >
          <Icon name="restart" />
        </button>
        <button type="button" class="tool" title="Stop" aria-label="Stop the run" disabled={over} onClick={stop}>
          <Icon name="stop" />
        </button>
      </div>
    </header>
  );
}

/** A state's full name, which leads to its place in the flow. */
export function StateLink(props: {
  readonly state: EnteredState;
  readonly reveal: (place: SourcePlace) => void;
  readonly current?: boolean;
}) {
  const { state, reveal, current } = props;
  const { source } = state;
  const kind = current ? "state current" : "state";
  const label = current
    ? `Current state ${state.name}, show it in the editor`
    : `State ${state.name}, show it in the editor`;
  return source === undefined ? (
    <span class={kind}>{state.name}</span>
  ) : (
    <button
      type="button"
      class={kind}
      title={`${state.name} · show in the editor`}
      aria-label={label}
      onClick={() => reveal(source)}
    >
      {state.name}
    </button>
  );
}
