import fc from "fast-check";
import { expect, test } from "vitest";
import { offersAt } from "../../../server/src/features/refactorings/index.ts";
import { parse } from "../../../server/src/language/parse.ts";
import { tokenEnd } from "../../../server/src/language/tokens.ts";
import { fileViewOf } from "../../support/fileView.ts";
import { corpusFiles } from "../../support/flowCorpus.ts";
import { correctFile } from "../../support/flowGenerator.ts";
import { mutate, mutation } from "../../support/mutations.ts";
import { filesAfter } from "../../support/refactorings.ts";
import { runs } from "../../support/runs.ts";

const bot = { path: "bot.flow", text: "bot b { languages en, nl start bot.one }\nstate one { -> end }\n" };

/** From the beginning of one token to the beginning or end of another one. */
const selections = fc.array(fc.tuple(fc.nat(5_000), fc.nat(8), fc.boolean()), { minLength: 1, maxLength: 6 });

/** Takes every offer at these places; how many there were. */
function expectSound(text: string, places: readonly (readonly [number, number, boolean])[]): number {
  const files = [{ path: "main.flow", text }, bot];
  const file = fileViewOf(files, "main.flow");
  const { tokens, problems } = parse(text);
  let offered = 0;
  for (const [at, more, isEmpty] of places) {
    const first = tokens[at % tokens.length];
    const last = tokens[(at % tokens.length) + more] ?? tokens.at(-1);
    if (first === undefined || last === undefined) continue;
    const start = first.startOffset;
    const selection = { start, end: isEmpty ? start : tokenEnd(last) };
    for (const { name, title, disabled } of offersAt(file, selection, () => true)) {
      if (disabled !== undefined) continue;
      offered++;
      const after = filesAfter(files, file, selection, name, title);
      expect(after, `${name} at ${start} breaks the file`).toBeDefined();
      for (const one of after?.files ?? []) {
        const left = one.path === "main.flow" ? problems.length : 0;
        expect(parse(one.text).problems.length, `${name}: ${title}\n${one.text}`).toBeLessThanOrEqual(left);
      }
    }
  }
  return offered;
}

test("whatever is offered anywhere in a correct file leaves it correct", () => {
  let offered = 0;
  fc.assert(
    fc.property(correctFile, selections, (text, places) => {
      offered += expectSound(text, places);
    }),
    { numRuns: runs(1_500) },
  );
  expect(offered).toBeGreaterThan(runs(1_500) / 10);
});

test("whatever is offered in a wrong file makes it no worse", () => {
  let offered = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...corpusFiles),
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      selections,
      ({ text }, changes, places) => {
        offered += expectSound(changes.reduce(mutate, text), places);
      },
    ),
    { numRuns: runs(1_000) },
  );
  expect(offered).toBeGreaterThan(runs(1_000) / 10);
});
