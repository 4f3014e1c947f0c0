import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../server/src/semantics/checks/index.ts";
import { occurrencesOf, renameSymbol } from "../../server/src/semantics/occurrences.ts";
import type { ProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { symbolAt } from "../../server/src/semantics/symbolAt.ts";
import { stateKey } from "../../server/src/semantics/symbols.ts";
import { cursorOf, drawFiles, fixture, rangesOf } from "../support/fixture.ts";
import { edited, projectOf } from "../support/project.ts";
import { runs } from "../support/runs.ts";

/** What the cursor is on: its key, the whole of it and the name alone. */
function drawSymbolAt(source: string): string {
  const marked = fixture(source);
  const { path, offset } = cursorOf(marked);
  const found = symbolAt(projectOf(marked), path, offset);
  if (found === undefined) return "nothing";
  const text = marked.files.find((file) => file.path === path)?.text ?? "";
  const whole = text.slice(found.start, found.end);
  const alone = text.slice(found.nameAlone.start, found.nameAlone.end);
  return `${found.key} ${whole} (${alone}) ${found.reference === undefined ? "declared" : "referenced"} ×${found.symbols.length}`;
}

test.each([
  ["state st^|art {} ", "state:main.start start (start) declared ×1"],
  ["state start^| {} ", "state:main.start start (start) declared ×1"],
  ["state start ^|{} ", "nothing"],
  ["state `a b^|` {}", "state:main.`a b` `a b` (a b) declared ×1"],
  ["flow fi^|ne\nstate start {}", "flow:fine fine (fine) declared ×1"],
  ["state start { -> mai^|n.start }", "state:main.start main.start (start) referenced ×1"],
  ["state start { -> no^|where }", "state:main.nowhere nowhere (nowhere) referenced ×0"],
  ['state start id "w" { say "x" { payload { nextDialogstate: "w^|" } } }', 'state:main.start "w" (w) referenced ×1'],
  ['state start { say "Hi {user.na^|me}" }', "variable:user.name user.name (name) referenced ×0"],
  ["var user.na^|me = 1", "variable:user.name user.name (name) declared ×1"],
  ['test "a^|b" {}', 'test:main.flow:ab "ab" (ab) declared ×1'],
])("%s", (source, expected) => {
  expect(drawSymbolAt(source)).toBe(expected);
});

test("occurrences are declarations and references, with the name alone", () => {
  const marked = fixture(`
    --- a.flow
    state <|it|>done</> { say "{state <|it|>done</>}" { reply "A" -> a.<|it|>done</> payload { nextDialogstateId: "a.<|it|>done</>" } } }
    state other id "done2" { -> \`<|it|>done</>\` }
    --- b.flow
    flow two
    mock m GET "/" { body { nextDialogstate: "<|it|>done</>" } }
    state done { say "x" { payload { nextDialogstate: "done" } } -> \`a\`.\`<|it|>done</>\` }
  `);
  const index = projectOf(marked);
  const found = occurrencesOf(index, stateKey("a", "done")).map(({ path, nameAlone }) => ({ path, ...nameAlone }));
  expect(found).toEqual(rangesOf(marked, "it").map(({ path, start, end }) => ({ path, start, end })));
});

function renamed(source: string, flow: string, from: string, to: string): string {
  const { files } = fixture(source);
  const renaming = renameSymbol(projectOf({ files }), stateKey(flow, from), to);
  return renaming.ok ? drawFiles(edited(files, renaming.edits)) : `refused: ${renaming.reason}`;
}

describe("renaming a state", () => {
  test("writes each place as it has to be there", () => {
    expect(
      renamed(
        `
          state done { say "{state done}" { reply "A" -> done reply "B" -> main.done } api GET "/x" { nextDialogstate done } }
          mock m GET "/" { body { nextDialogstate: "done", x: { nextDialogstateId: "main.done" } } }
        `,
        "main",
        "done",
        "end",
      ),
    ).toBe(
      [
        'state end { say "{state end}" { reply "A" -> `end` reply "B" -> main.end } api GET "/x" { nextDialogstate end } }',
        'mock m GET "/" { body { nextDialogstate: "end", x: { nextDialogstateId: "main.end" } } }',
      ].join("\n"),
    );
  });

  test("writes backticks where they are needed and drops them where they are not", () => {
    expect(renamed("state `a b` { -> `a b` }", "main", "a b", "ab")).toBe("state ab { -> ab }");
    expect(renamed("state ab { -> main.ab }", "main", "ab", "a {b}")).toBe("state `a {b}` { -> main.`a {b}` }");
    expect(renamed('state a { say "" { payload { nextDialogstate: "a" } } }', "main", "a", 'x "{y}"')).toBe(
      'state `x "{y}"` { say "" { payload { nextDialogstate: "x \\"\\{y\\}\\"" } } }',
    );
  });

  test("leaves strings that say the id alone", () => {
    const source = 'state a id "w" { say "" { payload { nextDialogstate: "w" } } }';
    expect(renamed(source, "main", "a", "b")).toBe(source.replace("state a", "state b"));
  });

  test("is refused with the reason", () => {
    expect(renamed("state a {} state b {}", "main", "a", "b")).toBe("refused: Flow `main` has a state `b` already.");
    expect(renamed('state a {} state b id "main.c" {}', "main", "a", "c")).toBe(
      "refused: Another state goes by `main.c` already.",
    );
    expect(renamed("state a {}", "main", "a", "")).toBe("refused: A name needs at least one letter.");
    expect(renamed("state a {}", "main", "a", "a`b")).toBe("refused: A name holds neither backticks nor line ends.");
    expect(renamed("state a {}", "main", "x", "b")).toBe(
      "refused: Only what is declared in this project can be renamed.",
    );
    expect(renamed("state a {} state a {}", "main", "a", "b")).toBe(
      "refused: There are two of `a`. Rename one where it stands.",
    );
    expect(
      renamed(
        `
          --- a.flow
          state one { -> end }
          --- b.flow
          state two { -> end }
          mock m GET "/" { body { nextDialogstate: "two" } }
        `,
        "a",
        "one",
        "two",
      ),
    ).toBe('refused: The string "two" in `b.flow` means another state.');
    expect(
      renamed(
        `
          --- a.flow
          state one { -> end }
          --- b.flow
          state two { -> end }
          mock m GET "/" { body { nextDialogstate: "two" } }
        `,
        "b",
        "two",
        "one",
      ),
    ).toBe('refused: The string "two" in `b.flow` could not say `one`: that means another state.');
  });
});

test("other symbols are renamed in names and strings", () => {
  const { files } = fixture('intent pay { "pay" }\non intent pay when event.intent.name == "pay" -> end');
  const renaming = renameSymbol(projectOf({ files }), "intent:pay", "send it");
  expect(renaming.ok && drawFiles(edited(files, renaming.edits))).toBe(
    'intent `send it` { "pay" }\non intent `send it` when event.intent.name == "send it" -> end',
  );
});

const names = ["start", "done", "Main menu", "end", "x.y", 'a"{b}'];
const nameText = (name: string): string => (/^\w+$/.test(name) ? name : `\`${name}\``);
const name = fc.constantFrom(...names);
const flow = fc.constantFrom("one", "two");
const state = fc
  .record({ name, id: fc.boolean(), to: name, flow, other: name, sent: name, sentFlow: flow })
  .map(({ name, id, to, flow, other, sent, sentFlow }) => {
    const string = (text: string): string => JSON.stringify(text).replace(/[{}]/g, "\\$&");
    return `state ${nameText(name)}${id ? ` id "id of ${name.replace(/["{}]/g, "")}"` : ""} {
      say "{state ${nameText(to)}}" { payload { nextDialogstate: ${string(sent)}, x: { nextDialogstateId: ${string(`${sentFlow}.${other}`)} } } }
      if session.x -> ${flow}.${nameText(other)} else -> ${to === "end" ? "`end`" : nameText(to)}
    }`;
  });
const file = fc.array(state, { minLength: 1, maxLength: 5 }).map((states) => states.join("\n"));

test("a rename keeps every meaning, and its way back gives the original text", () => {
  fc.assert(
    fc.property(file, file, flow, name, name, (one, two, inFlow, from, to) => {
      const files = [
        { path: "one.flow", text: one },
        {
          path: "two.flow",
          text: `${two}\nmock m GET "/" { body { nextDialogstate: "${from.replace(/["{}]/g, "")}" } }`,
        },
      ];
      const index = projectOf({ files });
      const renaming = renameSymbol(index, stateKey(inFlow, from), to);
      if (!renaming.ok) return;
      const after = edited(files, renaming.edits);
      const index2 = projectOf({ files: after });
      expect(mistakes(index2)).toBeLessThanOrEqual(mistakes(index));
      expect(index2.referencesTo(stateKey(inFlow, to)).length).toBeGreaterThanOrEqual(
        index.referencesTo(stateKey(inFlow, from)).length,
      );
      const back = renameSymbol(index2, stateKey(inFlow, to), from);
      if (
        back.ok &&
        index2.referencesTo(stateKey(inFlow, to)).length === index.referencesTo(stateKey(inFlow, from)).length
      ) {
        expect(drawFiles(edited(after, back.edits)).replaceAll("`", "")).toBe(drawFiles(files).replaceAll("`", ""));
      }
    }),
    { numRuns: runs(3_000) },
  );
});

/** Findings but for states that nothing leads to: they keep quiet while a wrong name resembles theirs. */
function mistakes(index: ProjectIndex): number {
  return checkProject(index).filter(({ code }) => code !== "unreachable-state").length;
}

test("a rename away from a wrong name that resembled it adds no mistake", () => {
  const text = 'state start { say "x" }\nstate `a"{b}` { say "y" }';
  const files = [
    { path: "one.flow", text },
    { path: "two.flow", text: 'state start { -> `a"{b}` }' },
  ];
  const index = projectOf({ files });
  const renaming = renameSymbol(index, stateKey("one", 'a"{b}'), "Main menu");
  if (!renaming.ok) throw new Error(renaming.reason);
  const after = projectOf({ files: edited(files, renaming.edits) });
  expect(mistakes(after)).toBe(mistakes(index));
  expect(checkProject(index).map(({ code }) => code)).not.toContain("unreachable-state");
  expect(checkProject(after).map(({ code }) => code)).toContain("unreachable-state");
});
