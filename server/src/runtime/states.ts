import type { Draft } from "./draft.ts";
import type { StateCause } from "./events.ts";
import { currentState, newActivation, newTemp, stateFrame } from "./frames.ts";

/** Tells that the conversation is in another state now. */
export function tellState(draft: Draft, from: string | null, cause: StateCause): void {
  const state = currentState(draft);
  if (state === null) return;
  const place = draft.program.states.get(state)?.place;
  draft.emit({ type: "state", state, from, cause, ...(place === undefined ? {} : { source: place }) });
}

/** Enters a dialog state and leaves what was under way; `temp` goes where that leads to another flow. */
export function enterState(draft: Draft, state: string, cause: StateCause): void {
  const from = currentState(draft);
  const flow = draft.program.states.get(state)?.owner.flow ?? null;
  if (flow !== draft.state.activation.flow) newTemp(draft);
  draft.set({
    activation: newActivation(draft, stateFrame(draft, state), flow),
    status: "running",
    wait: null,
  });
  tellState(draft, from, cause);
}
