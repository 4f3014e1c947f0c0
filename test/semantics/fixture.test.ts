import { expect, test } from "vitest";
import { cursorOf, drawFiles, fixture, rangeOf, textOf } from "../support/fixture.ts";

test("marks are read and leave the text", () => {
  const read = fixture(`
    --- a.flow
    state <|outer|>start { -> <|inner|>help.agnt</> }</>

    --- b.flow
    state ag^|ent {
      say "Hi"
    }
  `);
  expect(read.files).toEqual([
    { path: "a.flow", text: "state start { -> help.agnt }\n" },
    { path: "b.flow", text: 'state agent {\n  say "Hi"\n}' },
  ]);
  expect(rangeOf(read, "outer").text).toBe("start { -> help.agnt }");
  expect(rangeOf(read, "inner")).toEqual({ name: "inner", path: "a.flow", start: 17, end: 26, text: "help.agnt" });
  expect(cursorOf(read)).toEqual({ path: "b.flow", offset: 8 });
  expect(textOf(read, "a.flow")).toContain("help.agnt");
  expect(drawFiles(read.files)).toContain("--- b.flow\nstate agent {");
});

test("a single file needs no header", () => {
  expect(fixture("state a {}").files).toEqual([{ path: "main.flow", text: "state a {}" }]);
});

test("marks that do not pair up are refused", () => {
  expect(() => fixture("<|a|>x")).toThrow("never closed");
  expect(() => fixture("x</>")).toThrow("closes nothing");
  expect(() => fixture("^|x^|")).toThrow("one cursor");
});
