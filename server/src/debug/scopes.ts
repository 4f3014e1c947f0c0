/** The scopes that the debugger shows, for one moment of a conversation. Everything is masked before it leaves here. */
import { isObject, type ObjectValue, objectOf, type Value } from "../expressions/values.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { masked } from "../runtime/masking.ts";

/** One scope; `expression` reads it, where the language can. */
export interface ScopeView {
  readonly name: "event" | "temp" | "session" | "user" | "bot" | "turn" | "last API call";
  readonly value: ObjectValue;
  readonly expression: string | undefined;
}

/** Scopes in the order in which they are shown. */
export function scopesOf(machine: Machine, state: MachineState): readonly ScopeView[] {
  const { temp, session, user, bot } = state.memory;
  const memory = { event: eventOf(state), temp, session, user, bot };
  return [
    ...(["event", "temp", "session", "user", "bot"] as const).map((name) => ({
      name,
      value: maskScope(machine, state, memory[name]),
      expression: name,
    })),
    { name: "turn", value: maskScope(machine, state, turnOf(state)), expression: undefined },
    { name: "last API call", value: maskScope(machine, state, lastCallOf(state)), expression: undefined },
  ];
}

/** What may be the answer to a sensitive question is hidden before memory knows that it is one. */
function eventOf({ memory, isInputSensitive }: MachineState): ObjectValue {
  return isInputSensitive ? objectOf(Object.keys(memory.event).map((key) => [key, masked])) : memory.event;
}

function maskScope(machine: Machine, state: MachineState, value: ObjectValue): ObjectValue {
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

function inputValue({ input, isInputSensitive }: MachineState): Value {
  if (input === null) return null;
  const entries = Object.entries(input).map(([key, value]) => [key, plainValue(value)] as const);
  return objectOf(entries.map(([key, value]) => [key, isInputSensitive && key !== "type" ? masked : value]));
}

/** Inputs come from a client: their objects may have a prototype. */
function plainValue(value: Value): Value {
  return isObject(value) ? objectOf(Object.entries(value)) : value;
}

function lastCallOf({ lastCall }: MachineState): ObjectValue {
  return lastCall === null
    ? objectOf([])
    : objectOf([
        ["request", lastCall.request],
        ["response", lastCall.response],
      ]);
}
