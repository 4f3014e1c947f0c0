import { expect, test } from "vitest";
import { endOfLineAfter } from "../../server/src/semantics/fixes/layout.ts";
import { removal } from "../../server/src/semantics/fixes/removal.ts";

/** The text without the declaration between `«` and `»`. */
function without(marked: string): string {
  const text = marked.replace(/[«»]/g, "");
  const span = removal(text, { start: marked.indexOf("«"), end: marked.indexOf("»") - 1 });
  return text.slice(0, span.start) + text.slice(span.end);
}

test("one empty line stays between what was around it", () => {
  expect(without("a\n\n/// Doc\n«state b {\n}»\n\nc\n")).toBe("a\n\nc\n");
  expect(without("«state b {}»\n\nc\n")).toBe("c\n");
  expect(without("a «state b {}» c\n")).toBe("a c\n");
});

test("no empty line stays behind at the end of the file, with the line end that the file has", () => {
  expect(without("a\n\n«state b {}»\n")).toBe("a\n");
  expect(without("a\n\n\n/// Doc\n«state b {}»\n\n\n")).toBe("a\n");
  expect(without("a\r\n\r\n«state b {}»")).toBe("a\r\n");
  expect(without("a\n«state b {}»\n")).toBe("a\n");
  expect(without("«state b {}»\n")).toBe("");
  expect(without("a «state b {}»")).toBe("a");
  expect(without("a «state b {}»\n")).toBe("a\n");
});

test("a comment beside a declaration goes with it, one beside several stays", () => {
  expect(without("a\n\n«var b = 1» // beside\nc\n")).toBe("a\n\nc\n");
  expect(without("a\r\n«var b = 1» // beside\r\nc\r\n")).toBe("a\r\nc\r\n");
  expect(without("a «var b = 1» // beside\nc\n")).toBe("a // beside\nc\n");
});

test("what comes behind a line comes behind its comment, whatever the line end", () => {
  for (const lineEnd of ["\n", "\r\n", ""]) {
    expect(endOfLineAfter(`a // b${lineEnd}`, 1)).toBe(6);
    expect(endOfLineAfter(`a  ${lineEnd}`, 1)).toBe(3);
    expect(endOfLineAfter(`a b // c${lineEnd}`, 1)).toBe(1);
  }
});
