/**
 * Memory as it may be seen. Three things are hidden: what sensitive variables hold, whatever its type; every text that
 * repeats a secret or a sensitive value; and an input that may turn out to be the answer to a sensitive question.
 */
import { isObject, type ObjectValue, objectOf } from "../expressions/values.ts";
import type { Machine } from "./machine.ts";
import type { MachineState, Memory } from "./machineState.ts";
import { masked } from "./masking.ts";

/** The memory of a moment with `•••` in the place of what must not be seen. */
export function maskedMemory(machine: Machine, state: MachineState): Memory {
  const { bot, user, session, temp } = state.memory;
  return {
    bot: maskScope(machine, state, "bot", bot),
    user: maskScope(machine, state, "user", user),
    session: maskScope(machine, state, "session", session),
    temp: maskScope(machine, state, "temp", temp),
    event: maskScope(machine, state, "event", eventOf(state)),
  };
}

/** Hides the texts of an object that must not be seen. */
export function maskObject(machine: Machine, state: MachineState, object: ObjectValue): ObjectValue {
  const result = machine.mask(state, object);
  return isObject(result) ? result : objectOf([]);
}

function maskScope(machine: Machine, state: MachineState, name: keyof Memory, scope: ObjectValue): ObjectValue {
  const own = machine.program.sensitive.map((path) => path.split(".")).filter(([root]) => root === name);
  const hidden = own.reduce((value, [, ...keys]) => hideAt(value, keys), scope);
  return maskObject(machine, state, hidden);
}

/** The object with the value at the path hidden, where there is one. */
function hideAt(object: ObjectValue, [key, ...rest]: readonly string[]): ObjectValue {
  const value = key !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  if (key === undefined || value === undefined || value === null) return object;
  const hidden = rest.length === 0 ? masked : isObject(value) ? hideAt(value, rest) : value;
  return objectOf(Object.entries({ ...object, [key]: hidden }));
}

function eventOf({ memory, isInputSensitive }: MachineState): ObjectValue {
  return isInputSensitive ? objectOf(Object.keys(memory.event).map((key) => [key, masked])) : memory.event;
}
