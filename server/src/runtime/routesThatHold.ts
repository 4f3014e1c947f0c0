import { entryOf } from "../base/entryOf.ts";
import type { Draft } from "./draft.ts";
import { currentFlow, currentState } from "./frames.ts";
import type { Program, ProgramRoute } from "./program.ts";

/** A route that may take an input now, and whether it is one of the state, or a global one. */
export interface HoldingRoute {
  readonly route: ProgramRoute;
  readonly isGlobal: boolean;
}

/** By program, then by the waiting `ask` and the dialog state: nothing else decides which routes hold. */
type ByState = Map<string | null, readonly HoldingRoute[]>;
const known = new WeakMap<Program, Map<string | null, ByState>>();

/**
 * The routes that hold at this moment in the order in which they are tried: of the `ask`, the state, then global. `ask` is
 * the id of the one that waits, or that counts as if it did; `null` for none.
 */
export function routesThatHold(
  draft: Draft,
  ask: string | null = draft.state.wait?.step ?? null,
): readonly HoldingRoute[] {
  const ofProgram = entryOf(known, draft.program, () => new Map<string | null, ByState>());
  const ofAsk = entryOf(ofProgram, ask, (): ByState => new Map());
  return entryOf(ofAsk, currentState(draft), () => findRoutes(draft, ask));
}

function findRoutes(draft: Draft, ask: string | null): readonly HoldingRoute[] {
  const own = [...routesOfAsk(draft, ask), ...routesOfState(draft)].map((route) => ({ route, isGlobal: false }));
  return [...own, ...globalRoutes(draft).map((route) => ({ route, isGlobal: true }))];
}

function routesOfAsk(draft: Draft, step: string | null): readonly ProgramRoute[] {
  const node = step === null ? undefined : draft.program.steps.get(step)?.node;
  if (node?.kind !== "Ask") return [];
  const count = node.items.filter((item) => item.kind === "Route").length;
  return Array.from({ length: count }, (_, i) => draft.program.routes.get(`${step}/route${i}`)).filter(
    (route) => route !== undefined,
  );
}

function routesOfState(draft: Draft): readonly ProgramRoute[] {
  return draft.program.states.get(currentState(draft) ?? "")?.routes ?? [];
}

/** The current flow's file, the bot's, the other files by flow name. */
function globalRoutes(draft: Draft): readonly ProgramRoute[] {
  const { flows, bot } = draft.program;
  const current = currentFlow(draft);
  const others = [...flows.values()]
    .filter((flow) => flow.name !== current && flow.routes.length > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [
    ...(flows.get(current ?? "")?.routes ?? []),
    ...(bot?.routes ?? []),
    ...others.flatMap((flow) => flow.routes),
  ];
}
