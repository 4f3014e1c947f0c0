import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { parse } from "../../server/src/language/parse.ts";
import { checkFile } from "../../server/src/semantics/checks/index.ts";
import { createProjectIndex, type ProjectIndex, updateProjectIndex } from "../../server/src/semantics/projectIndex.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The project with a file that is checked, goes, and is asked for no more; and what was read of that file. */
function fileThatGoes(index: ProjectIndex): { readonly index: ProjectIndex; readonly read: WeakRef<object> } {
  const parsed = parse("state start { -> nowhere }\nstate again { -> start }\n");
  const whole = updateProjectIndex(index, {
    changed: [{ path: "b.flow", uri: "file:///b.flow", parsed }],
    removed: [],
  });
  expect(checkFile(whole, "b.flow", {})).not.toEqual([]);
  return { index: updateProjectIndex(whole, { changed: [], removed: ["b.flow"] }), read: new WeakRef(parsed) };
}

test("what was found in a file that is gone keeps nothing of it", async () => {
  const before = createProjectIndex([{ path: "a.flow", uri: "file:///a.flow", parsed: parse("state a { -> end }") }]);
  checkFile(before, "a.flow", {});
  const { index, read } = fileThatGoes(before);
  checkFile(index, "a.flow", {});
  await new Promise((resolve) => setTimeout(resolve, 10));
  collectGarbage();
  expect(read.deref()).toBeUndefined();
  expect([...index.files.keys()]).toEqual(["a.flow"]);
});
