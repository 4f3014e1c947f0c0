import { declaredNames, findUnknown, meantInstead } from "../unknownNames.ts";
import type { Check } from "./check.ts";

const kind = declaredNames("preset");

export const unknownPreset: Check = {
  code: "unknown-preset",
  severity: "error",
  summary: "A test begins with a preset that does not exist.",
  documentation: `
\`with\` names presets of the project: values that the memory has when the test begins. Declare the preset, or take one of
the names that are offered.
`,
  example: `
preset loggedIn {
  user.name = "Anna"
}

state start {
  say "Hello, {user.name}."
  -> end
}

test "greets by name" with <|unknown-preset|>logedIn</> at start {
  bot "Hello, Anna."
}
`,
  fixed: `
preset loggedIn {
  user.name = "Anna"
}

state start {
  say "Hello, {user.name}."
  -> end
}

test "greets by name" with loggedIn at start {
  bot "Hello, Anna."
}
`,
  only: ["preset"],
  run: (context) => findUnknown(context, kind),
  fixes: (context, finding) => meantInstead(context, finding, kind),
};
