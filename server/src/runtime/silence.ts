import type { Draft } from "./draft.ts";
import type { ProgramRoute } from "./program.ts";
import { routesThatHold } from "./routesThatHold.ts";

/** A silence route that has not acted in this wait, and the clock at which it does. */
export interface DueSilence {
  readonly route: ProgramRoute;
  readonly at: number;
}

const none: readonly DueSilence[] = [];

/** The silence routes that can still act in this wait, the earliest first. */
export function silencesToCome(draft: Draft): readonly DueSilence[] {
  const { wait } = draft.state;
  if (wait === null) return none;
  const routes = routesThatHold(draft);
  if (!routes.some(({ route }) => route.node.trigger?.kind === "SilenceTrigger")) return none;
  return routes
    .flatMap(({ route }) => {
      const { trigger } = route.node;
      if (trigger?.kind !== "SilenceTrigger" || trigger.duration === undefined) return [];
      return wait.silenced.includes(route.id) ? [] : [{ route, at: wait.since + trigger.duration.value }];
    })
    .toSorted((a, b) => a.at - b.at);
}

/** The clock at which the next silence route acts; `null` where none will. */
export function nextSilence(draft: Draft): number | null {
  return silencesToCome(draft)[0]?.at ?? null;
}
