import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "../../server/src/base/editDistance.ts";
import { nameDistance, suggestStates } from "../../server/src/semantics/fixes/didYouMean.ts";
import { type ProjectIndex, updateProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import type { StateReference, WireReference } from "../../server/src/semantics/references.ts";
import { wireId, writeStateName } from "../../server/src/semantics/symbols.ts";
import { projectOf, sourceFile } from "../support/project.ts";
import { runs } from "../support/runs.ts";

/** What is offered if every state is looked at. */
function ofAll(index: ProjectIndex, reference: StateReference | WireReference): readonly string[] {
  const own = index.flowOf(reference.path)?.name;
  const found = [...index.states()].flatMap((state) => {
    const ofName = nameDistance(reference.name, state.name);
    if (reference.kind === "state") {
      const isQualified = reference.node.flow !== undefined;
      const ofFlow = isQualified ? Math.min(editDistance(reference.flow, state.flow, 2) ?? 3, 3) : 0.5;
      const distance = (ofName ?? 0) + (reference.flow === state.flow ? 0 : ofFlow);
      const shown = isQualified || state.flow !== own ? writeStateName(state.flow, state.name) : state.name;
      return ofName === undefined ? [] : [{ shown, distance }];
    }
    const plain = reference.flow === undefined || reference.flow === state.flow ? [state.name] : [];
    const texts = [wireId(state), state.fullName, ...plain].flatMap((shown) => {
      const distance = nameDistance(reference.name, shown);
      return distance === undefined ? [] : [{ shown, distance }];
    });
    if (texts.length === 0) return ofName === undefined ? [] : [{ shown: state.fullName, distance: ofName + 0.5 }];
    return texts.reduce((a, b) => (b.distance < a.distance ? b : a));
  });
  found.sort((a, b) => a.distance - b.distance || (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0));
  return [...new Set(found.map(({ shown }) => shown))].slice(0, 5);
}

const name = fc.constantFrom("start", "strat", "done", "dine", "agent", "agnt", "payment", "paymnt", "x");
const flow = fc.constantFrom("f1", "f2", "f12", "help", "hlp");
const file = fc.array(fc.tuple(name, fc.option(fc.constantFrom("start", "wire", "f1.done"), { nil: undefined })), {
  maxLength: 4,
});
const textOf = (states: readonly (readonly [string, string | undefined])[]): string =>
  states.map(([one, id]) => `state ${one} ${id === undefined ? "" : `id "${id}"`} { -> end }`).join("\n");

test("the nearest names are those that a look at every state finds, before and after changes", () => {
  fc.assert(
    fc.property(
      fc.array(file, { minLength: 1, maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(70), file), { maxLength: 3 }),
      fc.boolean(),
      fc.tuple(name, flow, name, name),
      (files, changes, many, [plain, wanted, other, wire]) => {
        const count = many ? 70 : files.length;
        const asking = `state asking { -> ${plain}z -> ${wanted}.${other}s say "x" { payload { nextDialogstate: "${wire}e" } } }`;
        const sources = Array.from({ length: count }, (_, at) => ({
          path: `f${at}.flow`,
          text: textOf(files[at % files.length] ?? []),
        }));
        let index = projectOf({ files: [{ path: "help.flow", text: asking }, ...sources] });
        const compare = (): void => {
          const references = index.parts.file("help.flow\u00000")?.references ?? [];
          const asked = references.filter(({ kind }) => kind === "state" || kind === "wire");
          expect(asked).toHaveLength(3);
          for (const reference of asked) {
            if (reference.kind !== "state" && reference.kind !== "wire") continue;
            const offered = suggestStates(index.parts, reference).map(({ shown }) => shown);
            expect(offered).toEqual(ofAll(index.parts, reference));
          }
        };
        compare();
        for (const [at, states] of changes) {
          const changed = sourceFile({ path: `f${at}.flow`, text: textOf(states) });
          index = updateProjectIndex(index, { changed: [changed], removed: [] });
          compare();
        }
      },
    ),
    {
      numRuns: runs(1_000),
      examples: [
        // States that share a wire id are one offer: they must not take the places of others.
        [[[["start", undefined]], [["start", "start"]]], [], true, ["start", "f1", "start", "start"]],
      ],
    },
  );
}, 60_000);
