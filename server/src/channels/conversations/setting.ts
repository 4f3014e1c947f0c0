import { fromOutside } from "../../expressions/fromOutside.ts";
import { isObject, memberOf, type ObjectValue, objectOf, type Value, withMembers } from "../../expressions/values.ts";
import type { MachineState } from "../../runtime/machineState.ts";
import type { Setting } from "./incoming.ts";

/** The conversation with what comes along with an input in its memory. */
export function withSetting(state: MachineState, { language, user: given, session }: Setting): MachineState {
  const known = given === undefined ? null : fromOutside(given);
  const user = withMembers(
    isObject(known) ? withMembers(state.memory.user, known) : state.memory.user,
    objectOf(language === undefined ? [] : [["language", language]]),
  );
  const added = session === undefined ? null : fromOutside(session);
  return {
    ...state,
    memory: {
      ...state.memory,
      user,
      session: isObject(added) ? merged(state.memory.session, added) : state.memory.session,
    },
  };
}

/** Members that are objects on both sides are merged, one level deep, as an API step stores its namespaces. */
function merged(session: ObjectValue, added: ObjectValue): ObjectValue {
  const members = Object.entries(added).map(([key, value]): readonly [string, Value] => {
    const old = memberOf(session, key);
    return [key, isObject(old) && isObject(value) ? withMembers(old, value) : value];
  });
  return withMembers(session, objectOf(members));
}
