import { expect, test } from "vitest";
import { codeActions } from "../../server/src/features/codeActions.ts";
import { fileViewOf } from "../support/fileView.ts";
import { formatted } from "../support/formatting.ts";
import { edited } from "../support/project.ts";

/** The file after the fix of that title. */
function after(text: string, title: string): string {
  const files = [{ path: "main.flow", text }];
  const actions = codeActions(fileViewOf(files, "main.flow"), { start: 0, end: text.length });
  const found = actions.find(({ fix }) => fix.title === title);
  expect(actions.map(({ fix }) => fix.title)).toContain(title);
  return edited(files, found?.fix.edits ?? [])[0]?.text ?? "";
}

const onFailure = "Handle it with `on failure`";
const short = `bot b { languages en }

state start {
  api POST "http://localhost/x" { body { a: 1 } timeout 5s } // call
  -> end
}
`;

test("what was formatted is formatted after a fix, with the line ends of the file", () => {
  for (const lineEnd of ["\n", "\r\n"]) {
    const text = formatted(short.replaceAll("\n", lineEnd));
    for (const title of [onFailure, "Begin at `start`", "Create state `notUnderstood` and fall back on it"]) {
      const fixed = after(text, title);
      expect(formatted(fixed), title).toBe(fixed);
      expect(fixed).toContain("// call");
    }
  }
  expect(after(formatted(short), onFailure)).toContain(
    'api POST "http://localhost/x" {\n    body { a: 1 }\n    timeout 5s\n    on failure {\n',
  );
});

test("what was not is changed at no other place, and neither is what has mistakes", () => {
  const untidy = short.replace("  -> end", "     ->   end");
  const fixed = after(untidy, onFailure);
  expect(fixed).toContain("     ->   end");
  expect(fixed).toContain("{ body { a: 1 } timeout 5s\n");
  expect(after(short.replace("  -> end", "  set ="), onFailure)).toContain("  set =\n");
});
