import { expect, test } from "vitest";
import { endlessCycleFrom } from "../../server/src/semantics/cycles.ts";
import { isInsideCall } from "../../server/src/semantics/insideCalls.ts";
import { type ProjectIndex, updateProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { isReached } from "../../server/src/semantics/reachability.ts";
import { graphOf } from "../../server/src/semantics/stateGraph.ts";
import { fixture } from "../support/fixture.ts";
import { projectOf, sourceFile } from "../support/project.ts";

const project = (): ProjectIndex =>
  projectOf(
    fixture(`
      --- main.flow
      state start { say "Hi." { payload { nextDialogstate: "wire" } } -> other.start }
      state b { -> c }
      state c { -> end }
      state d id "wire" { -> d }
      --- other.flow
      flow other
      state start { call main.b -> main.c }
    `),
  );

const changed = (index: ProjectIndex, path: string, text: string): ProjectIndex =>
  updateProjectIndex(index, { changed: [sourceFile({ path, text })], removed: [] });

function draw(index: ProjectIndex): readonly string[] {
  const states = [...index.states()];
  const endless = new Set(states.flatMap((state) => endlessCycleFrom(index, state) ?? []).map(({ key }) => key));
  return states.map((state) => {
    const is = [isReached(index, state) && "reached", isInsideCall(index, state) && "called"];
    return [state.fullName, ...is, endless.has(state.key) && "endless"].filter((word) => word !== false).join(" ");
  });
}

test("the graph is the same as long as the shape of the project is, wherever the words stand", () => {
  const index = project();
  const graph = graphOf(index);
  const later = changed(
    index,
    "other.flow",
    '// A comment.\nflow other\nstate start { call main.b say "Hello." -> main.c }',
  );
  expect(graphOf(later)).not.toBe(graph);
  const again = changed(later, "other.flow", 'flow other\n\nstate start { call main.b say "Hi." -> main.c }');
  expect(graphOf(again)).toBe(graphOf(later));
  expect(draw(again)).toEqual(draw(index));
});

test("what follows from the graph follows every change, and the index before keeps what it had", () => {
  const index = project();
  const before = ["main.start reached", "main.b reached called", "main.c reached called", "main.d reached endless"];
  expect(draw(index)).toEqual([...before, "other.start reached"]);
  const withoutCall = changed(index, "other.flow", "flow other state start { -> main.c }");
  expect(draw(withoutCall)).toEqual([
    "main.start reached",
    "main.b",
    "main.c reached",
    before[3],
    "other.start reached",
  ]);
  const wire = changed(withoutCall, "other.flow", 'flow other state start id "wire" { -> end }');
  expect(draw(wire)).toEqual(["main.start reached", "main.b", "main.c", before[3], "other.start reached"]);
  const gone = updateProjectIndex(index, { changed: [], removed: ["other.flow"] });
  expect(draw(gone)).toEqual(["main.start reached", "main.b", "main.c", before[3]]);
  expect(draw(index)).toEqual([...before, "other.start reached"]);
});

test("states of one name are looked at together", () => {
  const index = projectOf(
    fixture("state start { -> a } state a { -> b } state a { -> c } state b { -> end } state c { -> end }"),
  );
  expect(draw(index)).toEqual(["start", "a", "a", "b", "c"].map((name) => `main.${name} reached`));
  expect(
    draw(changed(index, "main.flow", "state start { -> a } state a { -> b } state b { -> end } state c { -> end }")),
  ).toEqual(["main.start reached", "main.a reached", "main.b reached", "main.c"]);
});
