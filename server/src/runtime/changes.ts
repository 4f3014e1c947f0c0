import { printPath } from "../expressions/paths.ts";
import type * as ast from "../language/ast.ts";
import type { Draft } from "./draft.ts";
import { blockFrame, currentState, pushFrame } from "./frames.ts";
import { routesThatHold } from "./routesThatHold.ts";
import { isTakenNow } from "./triggers.ts";
import { watchedKeys } from "./watchedPaths.ts";

/**
 * Runs the `on change` routes of the paths that the last step or response wrote; the conversation goes on after them.
 * `answered` is the id of the `ask` whose answer it was: its own routes still hold.
 */
export function runChanges(draft: Draft, answered: string | null = null): void {
  const { changed, status, isOver } = draft.state;
  if (changed.length === 0) return;
  draft.set({ changed: [] });
  if (isOver || status === "ended") return;
  const running = draft.state.activation.frames.flatMap(({ end }) => (end.kind === "goOn" ? [end.route] : []));
  const fitting = routesThatHold(draft, answered ?? openAsk(draft)).filter(({ route }) => {
    const { trigger } = route.node;
    return (
      trigger?.kind === "ChangeTrigger" &&
      trigger.path !== undefined &&
      route.block !== null &&
      !running.includes(route.id) &&
      changed.some((path) => concerns(trigger.path, path)) &&
      isTakenNow(draft, route)
    );
  });
  // The first route is pushed last, so that it runs first.
  for (const { route, isGlobal } of fitting.toReversed()) {
    if (route.block !== null) {
      pushFrame(draft, blockFrame(draft, route.block, { kind: "goOn", route: route.id }, "route", isGlobal));
    }
  }
}

/** The `ask` of this state that waits, or that a route or reply interrupts. */
function openAsk(draft: Draft): string | null {
  const { wait, activation } = draft.state;
  const step = wait?.step ?? activation.frames.findLast((frame) => frame.wait !== null)?.wait?.step ?? null;
  return draft.program.steps.get(step ?? "")?.owner.state === currentState(draft) ? step : null;
}

/** Whether a write at `changed` touches what a path of the source names: it itself or a part of it. */
function concerns(path: ast.Path | undefined, changed: string): boolean {
  if (path === undefined) return false;
  const watched = printPath(watchedKeys(path));
  return changed === watched || isBelow(changed, watched);
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}
