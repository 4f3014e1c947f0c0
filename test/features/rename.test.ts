import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prepareRename, rename } from "../../server/src/features/rename.ts";
import { isPlainName, isWritableName } from "../../server/src/language/names.ts";
import type { FileView, Snapshot } from "../../server/src/workspace/snapshot.ts";
import { drawFiles, type FixtureFile } from "../support/fixture.ts";
import { edited } from "../support/project.ts";
import { runs } from "../support/runs.ts";
import { fixturePath, workspaceOf } from "../support/workspaceFixture.ts";

/** The files after a rename of what is at the cursor, or why it is refused. */
async function renamed(source: string, name: string): Promise<string> {
  const given = await workspaceOf(source);
  const { file, offset } = given.atCursor();
  const after = filesAfter(given.snapshot, file, offset, name);
  return typeof after === "string" ? after : drawFiles(after);
}

function filesAfter(snapshot: Snapshot, file: FileView, offset: number, name: string): readonly FixtureFile[] | string {
  const result = rename(file, offset, name);
  if (!result.ok) return result.reason;
  const files = snapshot.files().map(({ path, parsed }) => ({ path, text: parsed.text }));
  return edited(
    files,
    result.value.map(({ uri, ...edit }) => ({ path: fixturePath(uri), ...edit })),
  );
}

const project = `
  --- help.flow
  state agent { say "Hello" -> end }
  --- main.flow
  bot bank { start start fallback help.agent }
  state start {
    say "Now {state help.agent} or {\`help\`.agent}" { reply "Help" -> help.agent }
    api POST "/x" {
      body { to: state help.agent, next: { nextDialogstate: "help.agent" } }
      nextDialogstate help.agent
      on failure { call help.agent -> help.^|agent }
    }
    -> help.agent
  }
  test "helps" at help.agent { expect state help.agent }
  mock answer GET "/x" { body { action: { nextDialogstate: "agent" }, to: "help.agent", nextDialogstateId: "help.agent" } }
`;

describe("rename", () => {
  test("reaches every kind of place in every file", async () => {
    expect(await renamed(project, "person")).toMatchInlineSnapshot(`
      "--- help.flow
      state person { say "Hello" -> end }
      --- main.flow
      bot bank { start start fallback help.person }
      state start {
        say "Now {state help.person} or {\`help\`.agent}" { reply "Help" -> help.person }
        api POST "/x" {
          body { to: state help.person, next: { nextDialogstate: "help.person" } }
          nextDialogstate help.person
          on failure { call help.person -> help.person }
        }
        -> help.person
      }
      test "helps" at help.person { expect state help.person }
      mock answer GET "/x" { body { action: { nextDialogstate: "person" }, to: "help.agent", nextDialogstateId: "help.person" } }"
    `);
  });

  test("writes backticks where the name needs them, and takes them as typed", async () => {
    const expected = "state a { -> `Main menu` }\nstate `Main menu` { -> end }";
    expect(await renamed("state a { -> me^|nu }\nstate menu { -> end }", "Main menu")).toBe(expected);
    expect(await renamed("state a { -> me^|nu }\nstate menu { -> end }", "`Main menu`")).toBe(expected);
  });

  test("drops backticks that are not needed any more", async () => {
    expect(await renamed("state a { -> `Main m^|enu` }\nstate `Main menu` { -> end }", "menu")).toBe(
      "state a { -> menu }\nstate menu { -> end }",
    );
  });

  test("a state that is called as a target word is written in backticks after an arrow only", async () => {
    expect(await renamed("state a { call b -> b }\nstate ^|b { -> return }", "end")).toBe(
      "state a { call end -> `end` }\nstate end { -> return }",
    );
  });

  test("leaves strings alone that name the state by its id", async () => {
    const source = 'state ^|a id "a-1" { -> end }\nmock m GET "/" { body { nextDialogstate: "a-1" } }';
    expect(await renamed(source, "b")).toBe(
      'state b id "a-1" { -> end }\nmock m GET "/" { body { nextDialogstate: "a-1" } }',
    );
  });

  test("leaves states of the same name in other flows alone", async () => {
    expect(await renamed("--- a.flow\nstate x { -> b.x }\n--- b.flow\nstate ^|x { -> x }", "y")).toBe(
      "--- a.flow\nstate x { -> b.y }\n--- b.flow\nstate y { -> y }",
    );
  });

  test.each([
    ["an empty name", "", "A name needs at least one letter."],
    ["blanks alone", "  ", "A name needs at least one letter."],
    ["backticks in the name", "a`b", "A name holds neither backticks nor line ends."],
    ["a name that is taken", "other", "Flow `main` has a state `other` already."],
    ["a name whose full name is another state's id", "taken", "Another state goes by `main.taken` already."],
  ])("refuses %s", async (_, name, reason) => {
    const source = 'state ^|a { -> end }\nstate other { -> end }\nstate third id "main.taken" { -> end }';
    expect(await renamed(source, name)).toBe(reason);
  });

  test("refuses where nothing can be renamed", async () => {
    expect(await renamed("state a { -> nowh^|ere }", "b")).toBe("Nothing of this name is declared in this project.");
    expect(await renamed("state a { ^| }", "b")).toBe("Put the cursor on a name to rename it.");
    expect(await renamed("--- a.flow\nstate a { -> ^|b.x }\n--- b.flow\nstate x { -> end }", "c")).toBe(
      "This is the flow: put the cursor on the state's own name.",
    );
    expect(
      await renamed('state a id "a-1" { -> end }\nmock m GET "/" { body { nextDialogstate: "a^|-1" } }', "c"),
    ).toBe("This is the id of a state: change it where the state is declared.");
  });
});

describe("prepareRename", () => {
  async function prepared(source: string): Promise<string | undefined> {
    const given = await workspaceOf(source);
    const { file, offset } = given.atCursor();
    const result = prepareRename(file, offset);
    if (result === undefined || !result.ok) return result?.reason;
    return `${file.parsed.text.slice(result.value.start, result.value.end)} (${result.value.name})`;
  }

  test("answers the name alone", async () => {
    expect(await prepared("state a { -> `Main^| menu` }\nstate `Main menu` { -> end }")).toBe("Main menu (Main menu)");
    expect(await prepared('state ^|a { -> end }\nmock m GET "/" { body { nextDialogstate: "main.a" } }')).toBe("a (a)");
    expect(await prepared('state a { -> end }\nmock m GET "/" { body { nextDialogstate: "main.^|a" } }')).toBe("a (a)");
    expect(await prepared("state a { ^| }")).toBeUndefined();
  });
});

test("a rename and its way back give the same text", async () => {
  const names = fc.oneof(
    fc.string({ unit: "binary", minLength: 1 }),
    fc.constantFrom(
      "end",
      "back",
      "return",
      "restart",
      "state",
      "say",
      "Main menu",
      "être",
      "a.b",
      "{x}",
      '"',
      "\\",
      "__proto__",
      "true",
      "on",
    ),
  );
  const sources = [
    project,
    project.replaceAll("agent", "`agent`").replace(/"([^"]*)`agent`"/g, '"$1agent"'),
    project.replace(/(?<!")help\.(\^\|)?agent/g, "`help`.$1agent"),
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sources), names, async (source, name) => {
      const typed = name.trim();
      fc.pre(isWritableName(typed) && typed !== "start");
      // Backticks without need can only be told from needed ones as long as the name does not need them.
      fc.pre(
        !source.includes("`agent`") || (isPlainName(typed) && !["end", "back", "return", "restart"].includes(typed)),
      );
      const given = await workspaceOf(source);
      const { file, offset } = given.atCursor();
      const before = given.snapshot.files().map(({ path, parsed }) => ({ path, text: parsed.text }));
      const there = filesAfter(given.snapshot, file, offset, typed);
      if (typeof there === "string") throw new Error(there);
      const moved = await workspaceOf(drawFiles(there));
      const declaration = moved.file("help.flow");
      const problems = moved.snapshot.files().flatMap(({ parsed }) => parsed.problems);
      expect(problems).toEqual([]);
      const back = filesAfter(moved.snapshot, declaration, declaration.parsed.text.indexOf("state") + 7, "agent");
      expect(back).toEqual(before);
    }),
    { numRuns: runs(1000) },
  );
});

describe("an entity that is called like a type or an entity that every project has", () => {
  const own = (name: string, type: string) => `
    entity ${name} { one "1" two "2" }
    intent pay { "pay {amount: ${type}} or {${name}}" }
    state start { ask session.x as ${type} "?" ask session.y as list of ${type} "?" -> end }
  `;

  test("is renamed at every place, and keeps its meaning where a type is expected", async () => {
    const cursor = (source: string) => source.replace("entity ", "entity ^|");
    const plain = (source: string) => source.trim().replace(/^ +/gm, "");
    expect(plain(await renamed(cursor(own("money", "money")), "cash"))).toBe(plain(own("cash", "cash")));
    expect(plain(await renamed(cursor(own("size", "size")), "date"))).toBe(plain(own("date", "`date`")));
    expect(plain(await renamed(cursor(own("date", "`date`")), "size"))).toBe(plain(own("size", "size")));
  });

  test("does not take the place of one that is used", async () => {
    const source = 'entity si^|ze { one } state a { ask session.x as money "?" -> end }';
    expect(await renamed(source, "money")).toBe("There is an entity `money` already.");
    expect(await renamed(source, "distance")).toContain("entity distance { one }");
  });
});
