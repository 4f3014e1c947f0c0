import { expect, test } from "vitest";
import { rangeOfState } from "../../client/src/conversation/stateSymbol.ts";

const state = 4;
const intent = 23;

test("a state is marked, and not the intent of the same name before it", () => {
  const symbols = [
    { name: "menu", kind: intent, range: "of the intent", children: [] },
    { name: "menu", kind: state, range: "of the state", children: [] },
  ];
  expect(rangeOfState(symbols, "menu", state)).toBe("of the state");
});

test("a state in backticks has its name without them", () => {
  expect(rangeOfState([{ name: "`Main menu`", kind: state, range: 1 }], "Main menu", state)).toBe(1);
});

test.each([[undefined], [null], [[]], [[null, 5, { name: 5 }]], [{ name: "menu" }]])(
  "there is no state in %j",
  (symbols) => {
    expect(rangeOfState(symbols, "menu", state)).toBeUndefined();
  },
);
