import { functions } from "../../expressions/functions.ts";
import { findUnknown, meantInstead, type NameKind } from "../unknownNames.ts";
import type { Check } from "./check.ts";

const kind: NameKind = {
  what: "function",
  isUnknown: (_, { kind, name }) => kind === "function" && !functions.has(name),
  names: () => functions.keys(),
};

export const unknownFunction: Check = {
  code: "unknown-function",
  severity: "error",
  summary: "A function is called that the language does not have.",
  documentation: `
The functions are those of the language; flows do not declare their own. Names are compared as written, capitals
included. Take one of the names that are offered.
`,
  example: `
state start {
  ask session.name as text "What is your name?"
  say "Hello, {<|unknown-function|>capitalise</>(session.name)}."
  -> end
}
`,
  fixed: `
state start {
  ask session.name as text "What is your name?"
  say "Hello, {capitalize(session.name)}."
  -> end
}
`,
  only: ["function"],
  run: (context) => findUnknown(context, kind),
  fixes: (context, finding) => meantInstead(context, finding, kind),
};
