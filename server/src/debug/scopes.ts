/** The scopes that the debugger shows, for one moment of a conversation. Everything is masked before it leaves here. */
import { isObject, type ObjectValue, objectOf, type Value } from "../expressions/values.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";

/** One scope; `expression` reads it, where the language can. */
export interface ScopeView {
  readonly name: "event" | "temp" | "session" | "user" | "bot" | "turn" | "last API call";
  readonly value: ObjectValue;
  readonly expression: string | undefined;
}

/** Scopes in the order in which they are shown. */
export function scopesOf(machine: Machine, state: MachineState): readonly ScopeView[] {
  const { event, temp, session, user, bot } = state.memory;
  const memory = { event, temp, session, user, bot };
  const scopes: readonly ScopeView[] = [
    ...(["event", "temp", "session", "user", "bot"] as const).map((name) => ({
      name,
      value: masked(machine, state, memory[name]),
      expression: name,
    })),
    { name: "turn", value: masked(machine, state, turnOf(state)), expression: undefined },
    { name: "last API call", value: masked(machine, state, lastCallOf(state)), expression: undefined },
  ];
  return scopes;
}

function masked(machine: Machine, state: MachineState, value: ObjectValue): ObjectValue {
  const result = machine.mask(state, value);
  return isObject(result) ? result : objectOf([]);
}

/** What the user did last, and how it was understood. */
function turnOf(state: MachineState): ObjectValue {
  const { intent, entities } = state.memory.event;
  return objectOf([
    ["number", state.turn],
    ["input", inputValue(state)],
    ["intent", isObject(intent) ? (intent["name"] ?? null) : null],
    ["confidence", isObject(intent) ? (intent["confidence"] ?? null) : null],
    ["entities", entities ?? null],
  ]);
}

function inputValue({ input }: MachineState): Value {
  if (input === null) return null;
  const entries: (readonly [string, Value])[] = [];
  for (const [key, value] of Object.entries(input)) {
    const plain: Value =
      typeof value === "object" && value !== null && !Array.isArray(value) ? objectOf(Object.entries(value)) : value;
    entries.push([key, plain]);
  }
  return objectOf(entries);
}

function lastCallOf({ lastCall }: MachineState): ObjectValue {
  return lastCall === null
    ? objectOf([])
    : objectOf([
        ["request", lastCall.request],
        ["response", lastCall.response],
      ]);
}
