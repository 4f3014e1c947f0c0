/** The scopes that the debugger shows, for one moment of a conversation, masked. */
import { isObject, type ObjectValue, objectOf, type Value } from "../expressions/values.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { maskedMemory, maskObject } from "../runtime/maskedMemory.ts";
import { masked } from "../runtime/masking.ts";

/** One scope; `expression` reads it, where the language can. */
export interface ScopeView {
  readonly name: "event" | "temp" | "session" | "user" | "bot" | "turn" | "last API call";
  readonly value: ObjectValue;
  readonly expression: string | undefined;
}

const memoryScopes = ["event", "temp", "session", "user", "bot"] as const;

/** Scopes in the order in which they are shown. */
export function scopesOf(machine: Machine, state: MachineState): readonly ScopeView[] {
  const memory = maskedMemory(machine, state);
  return [
    ...memoryScopes.map((name) => ({ name, value: memory[name], expression: name })),
    { name: "turn", value: maskObject(machine, state, turnOf(state)), expression: undefined },
    { name: "last API call", value: maskObject(machine, state, lastCallOf(state)), expression: undefined },
  ];
}

/** What the user did last, and how it was understood. */
function turnOf(state: MachineState): ObjectValue {
  const { intent, entities } = state.isInputSensitive ? {} : state.memory.event;
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
