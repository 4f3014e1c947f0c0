import type { SourcePlace } from "../../../server/src/runtime/events.ts";
import type { EnteredState } from "./items.ts";

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
