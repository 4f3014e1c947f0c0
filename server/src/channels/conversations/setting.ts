import { fromOutside } from "../../expressions/fromOutside.ts";
import { isObject, objectOf, withMembers } from "../../expressions/values.ts";
import type { GivenMemory } from "../../runtime/transition.ts";
import type { Setting } from "./incoming.ts";

/** What comes along with an input, as memory. */
export function givenMemory({ language, user, session }: Setting): GivenMemory {
  const known = fromOutside(user ?? {});
  const stored = session === undefined ? null : fromOutside(session);
  const spoken = objectOf(language === undefined ? [] : [["language", language]]);
  return {
    user: isObject(known) ? withMembers(known, spoken) : spoken,
    ...(isObject(stored) ? { session: stored } : {}),
  };
}
