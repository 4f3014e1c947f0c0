import { declaredNames, findUnknown, meantInstead } from "../unknownNames.ts";
import type { Check } from "./check.ts";

const kind = declaredNames("mock");

export const unknownMock: Check = {
  code: "unknown-mock",
  severity: "error",
  summary: "A test names a mock that does not exist.",
  documentation: `
In a test \`mock NAME\` turns a mock of the project on. Declare the mock, take one of the names that are offered, or write
the request and its answer into the test itself.
`,
  example: `
mock rich GET "/balance" {
  body { amount: 1_000 }
}

state start {
  api GET "http://localhost:4100/balance"
  say "You have {temp.response.body.amount}."
  -> end
}

test "tells the balance" at start {
  mock <|unknown-mock|>ritch</>
  bot "You have 1000."
}
`,
  fixed: `
mock rich GET "/balance" {
  body { amount: 1_000 }
}

state start {
  api GET "http://localhost:4100/balance"
  say "You have {temp.response.body.amount}."
  -> end
}

test "tells the balance" at start {
  mock rich
  bot "You have 1000."
}
`,
  only: ["mock"],
  run: (context) => findUnknown(context, kind),
  fixes: (context, finding) => meantInstead(context, finding, kind),
};
