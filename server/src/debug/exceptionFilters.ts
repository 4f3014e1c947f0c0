/**
 * What may go wrong in a conversation and stop it, by the filters of the protocol. Whoever can tell before it happens asks
 * with the events of the transition to come: the conversation then stops at the step that is to blame.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { isTruthy } from "../expressions/values.ts";
import type { Expr } from "../language/ast.ts";
import type { ReportCode, RunEvent } from "../runtime/events.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { reasonOf } from "./evaluation.ts";
import { readExpression } from "./expressions.ts";
import type { BreakpointListener } from "./stopRules.ts";

export type FilterId =
  | "apiFailure"
  | "unhandledApiFailure"
  | "brokenNext"
  | "notUnderstood"
  | "expressionError"
  | "endlessLoop";

/** A failure that stops the conversation: the filter, and the event that tells of it. */
export interface FoundException {
  readonly filter: FilterId;
  readonly event: RunEvent;
}

interface Filter {
  readonly label: string;
  readonly description: string;
  readonly conditionDescription: string;
  readonly codes: readonly ReportCode[];
}

const RESPONSE_CONDITION = "An expression, such as temp.response.status >= 500";
const CONDITION = 'An expression, such as session.name == "Ada"';

/** In the order in which they are asked: of two that tell of the same thing the more exact one comes first. */
const filters: { readonly [id in FilterId]: Filter } = {
  brokenNext: {
    label: "Broken nextDialogstate",
    description: "Stops at an API step whose answer names a state that does not exist.",
    conditionDescription: RESPONSE_CONDITION,
    codes: ["broken-next"],
  },
  endlessLoop: {
    label: "Endless Loop",
    description: "Stops where the conversation goes round in circles without waiting for the user.",
    conditionDescription: CONDITION,
    codes: ["endless-loop"],
  },
  unhandledApiFailure: {
    label: "Unhandled API Failure",
    description: "Stops at an API step that fails, and that has no `on` block for it.",
    conditionDescription: RESPONSE_CONDITION,
    codes: ["api-failure"],
  },
  apiFailure: {
    label: "API Failure",
    description: "Stops at an API step that fails: status 400 or more, no answer, or an answer that cannot be read.",
    conditionDescription: RESPONSE_CONDITION,
    codes: [],
  },
  expressionError: {
    label: "Unset Variable or Bad Expression",
    description: "Stops at a step that reads a variable which is not set, or computes what has no value.",
    conditionDescription: CONDITION,
    codes: ["unset-variable", "bad-argument"],
  },
  notUnderstood: {
    label: "Not Understood",
    description: "Stops where nothing in the flow takes what the user said.",
    conditionDescription: 'An expression, such as event.text contains "agent"',
    codes: ["not-understood"],
  },
};

const ids: readonly FilterId[] = [
  "brokenNext",
  "endlessLoop",
  "unhandledApiFailure",
  "apiFailure",
  "expressionError",
  "notUnderstood",
];

/** The filters in the order in which an editor lists them. */
export const exceptionFilters: DebugProtocol.ExceptionBreakpointsFilter[] = (
  ["apiFailure", "unhandledApiFailure", "brokenNext", "notUnderstood", "expressionError", "endlessLoop"] as const
).map((filter) => {
  const { label, description, conditionDescription } = filters[filter];
  return { filter, label, description, supportsCondition: true, conditionDescription, default: false };
});

/** What the filter is called in an editor. */
export function filterLabel(id: FilterId): string {
  return filters[id].label;
}

/** Whether an event tells of what the filter is for. */
function concernsFilter(id: FilterId, event: RunEvent): boolean {
  if (event.type === "response") return id === "apiFailure" && event.outcome !== "success";
  if (event.type === "match") return id === "notUnderstood" && event.kind === "fallback";
  return event.type === "report" && filters[id].codes.includes(event.code);
}

/** A filter as the client asks for it, and what comes of it. */
export interface FilterRequest {
  readonly filterId: string;
  readonly condition?: string | undefined;
}

export class ExceptionFilters {
  #active = new Map<FilterId, { readonly condition: Expr | undefined; readonly text: string }>();
  #complaints = new Set<string>();

  /** Replaces all of them; answers for each why it cannot be used, or `undefined`. */
  set(requests: readonly FilterRequest[]): readonly (string | undefined)[] {
    this.#active = new Map();
    this.#complaints = new Set();
    return requests.map(({ filterId, condition: text = "" }) => {
      const id = ids.find((known) => known === filterId);
      if (id === undefined) return `There is no filter \`${filterId}\`.`;
      const condition = text.trim() === "" ? undefined : readExpression(text);
      if (condition?.ok === false) return `The condition cannot be read: ${condition.message}`;
      this.#active.set(id, { condition: condition?.expression, text });
      return undefined;
    });
  }

  /** Whether anything can stop the conversation at all. */
  get isAny(): boolean {
    return this.#active.size > 0;
  }

  /** The first of the events that stops the conversation; conditions see the state given. */
  find(
    events: readonly RunEvent[],
    seen: () => MachineState,
    listener: Pick<BreakpointListener, "evaluate" | "complain">,
  ): FoundException | undefined {
    for (const filter of ids) {
      if (!this.#active.has(filter)) continue;
      const event = events.find((one) => concernsFilter(filter, one));
      if (event !== undefined && this.#meets(filter, seen(), event, listener)) return { filter, event };
    }
    return undefined;
  }

  #meets(
    filter: FilterId,
    state: MachineState,
    { source }: RunEvent,
    listener: Pick<BreakpointListener, "evaluate" | "complain">,
  ): boolean {
    const { condition, text } = this.#active.get(filter) ?? { condition: undefined, text: "" };
    if (condition === undefined) return true;
    const evaluation = listener.evaluate(state, condition);
    const reason = reasonOf(evaluation, condition);
    if (reason !== undefined && !this.#complaints.has(filter)) {
      this.#complaints.add(filter);
      listener.complain(`The condition \`${text}\` has no value: ${reason}`, source);
    }
    return isTruthy(evaluation.value);
  }
}
