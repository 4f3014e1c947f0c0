import { expect, test } from "vitest";
import { expectFindingsOf, fixed, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

const expectFindings = expectFindingsOf("duplicate-state", "duplicate-id", "duplicate-flow");

const relatedOf = (source: string): readonly string[] =>
  expectFindings(source).map(({ path, start, related }) =>
    [`${path}:${start}`, ...related.map((place) => `${place.path}:${place.start}-${place.end} ${place.message}`)].join(
      " < ",
    ),
  );

test("duplicate-state stands at every one of the names, each with the others", () => {
  expect(
    relatedOf(`
      state <|duplicate-state|>a</> { say "1" -> end }
      state <|duplicate-state|>\`a\`</> { say "2" -> end }
      state A { say "3" -> end }
      state <|duplicate-state|>a</> { say "4" -> end }
    `),
  ).toEqual([
    "main.flow:6 < main.flow:33-36 The same name stands here. < main.flow:89-90 The same name stands here.",
    "main.flow:33 < main.flow:6-7 The same name stands here. < main.flow:89-90 The same name stands here.",
    "main.flow:89 < main.flow:6-7 The same name stands here. < main.flow:33-36 The same name stands here.",
  ]);
});

test("the same name in another flow is no duplicate", () => {
  expectFindings(`
    --- a.flow
    state start { say "1" -> end }
    --- b.flow
    state start { say "1" -> end }
  `);
});

test("duplicate-id stands at the text of each id", () => {
  expect(
    relatedOf(`
      --- a.flow
      state one id <|duplicate-id|>"x"</> { say "1" -> end }
      state two id "y" { say "2" -> end }
      --- b.flow
      state three id <|duplicate-id|>"x"</> { say "3" -> end }
    `),
  ).toEqual(["a.flow:13 < b.flow:15-18 The same id stands here.", "b.flow:15 < a.flow:13-16 The same id stands here."]);
});

test("an id that is the full name of another state is marked alone", () => {
  expect(
    relatedOf(`
      --- a.flow
      state one id <|duplicate-id|>"b.two"</> { say "1" -> end }
      state own id "a.own" { say "2" -> end }
      --- b.flow
      state two { say "3" -> end }
    `),
  ).toEqual(["a.flow:13 < b.flow:6-9 This state has it as its full name."]);
});

test("also where that other state has an id of its own", () => {
  expect(
    relatedOf(`
      state one id <|duplicate-id|>"main.two"</> { say "1" -> end }
      state two id "z" { say "3" -> end }
    `),
  ).toEqual(["main.flow:13 < main.flow:49-52 This state has it as its full name."]);
});

test("duplicate-flow stands at each header, or at the beginning of a file without one", () => {
  expect(
    relatedOf(`
      --- a.flow
      flow <|duplicate-flow|>pay</>
      state start { say "1" -> end }
      --- pay.flow
      <|duplicate-flow|></>state start { say "2" -> end }
      --- folder/b.flow
      flow <|duplicate-flow|>\`pay\`</>
      state start { say "1" -> end }
    `),
  ).toEqual([
    "a.flow:5 < folder/b.flow:5-10 The same flow name stands here. < pay.flow:0-0 The same flow name stands here.",
    "folder/b.flow:5 < a.flow:5-8 The same flow name stands here. < pay.flow:0-0 The same flow name stands here.",
    "pay.flow:0 < a.flow:5-8 The same flow name stands here. < folder/b.flow:5-10 The same flow name stands here.",
  ]);
});

test("an id is taken away, a state and a flow get another name", () => {
  const ids = `
    state one id "main.two" { say "1" -> end }
    state two { say "3" -> end }
  `;
  expect(drawFiles(fixedBy(ids, "duplicate-id", "Take the id away: the state goes by `main.one`"))).toContain(
    "state one {",
  );
  const flows = `
    --- pay.flow
    state start { say "1" -> end }
    --- folder/pay.flow
    state start { say "2" -> end }
  `;
  expect(() => fixed(flows, "duplicate-flow")).toThrow("exactly one");
});
