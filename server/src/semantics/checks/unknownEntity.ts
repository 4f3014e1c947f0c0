import type { EntityReference } from "../references.ts";
import { SYSTEM_ENTITIES } from "../systemEntities.ts";
import { declaredNames, findUnknown, meantInstead } from "../unknownNames.ts";
import type { Check } from "./check.ts";

const kind = {
  ...declaredNames("entity", (reference) => reference.kind === "entity" && namesOwn(reference)),
  what: "type or entity",
};

export const unknownEntity: Check = {
  code: "unknown-entity",
  severity: "error",
  summary: "A type is named that is neither built in nor an entity of the project.",
  documentation: `
A type is one of the built-in ones, such as \`text\`, \`number\` or \`date\`, or the name of an entity: one that the
project declares, or one that every project has, such as \`money\` and \`quantity\`. Declare the entity, or take one of
the names that are offered.

In a phrase \`{size}\` alone may be any name: it is the entity of that name where there is one.
`,
  example: `
entity size {
  small "small", "little"
  large "large", "big"
}

state start {
  ask session.size as <|unknown-entity|>sise</> "Which size?"
  -> end
}
`,
  fixed: `
entity size {
  small "small", "little"
  large "large", "big"
}

state start {
  ask session.size as size "Which size?"
  -> end
}
`,
  only: ["entity"],
  run: (context) => findUnknown(context, kind),
  fixes: (context, finding) => meantInstead(context, finding, kind),
};

/** A mark of a phrase may be any name, and some entities are there without a declaration. */
function namesOwn({ place, name }: EntityReference): boolean {
  return place === "type" && !SYSTEM_ENTITIES.has(name);
}
