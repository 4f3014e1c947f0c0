import { expect, test } from "vitest";
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
