import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prepareRename, rename } from "../../server/src/features/rename.ts";
import { isPlainName, isWritableName } from "../../server/src/language/names.ts";
import { keywords } from "../../server/src/language/tokens.ts";
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

describe("a flow", () => {
  const flows = `
    --- helping.flow
    flow help
    state agent { -> help.other -> agent }
    state other id "o-1" { -> end }
    --- main.flow
    bot bank { start start fallback \`help\`.agent }
    state start { say "{state help.agent}" -> ^|help.agent }
    mock answer GET "/x" { body { action: { nextDialogstate: "help.agent" }, to: "help.agent", nextDialogstateId: "o-1" } }
    test "helps" at help.agent { expect state help.other }
  `;
  const after = `--- helping.flow
flow \`Real help\`
state agent { -> \`Real help\`.other -> agent }
state other id "o-1" { -> end }
--- main.flow
bot bank { start start fallback \`Real help\`.agent }
state start { say "{state \`Real help\`.agent}" -> \`Real help\`.agent }
mock answer GET "/x" { body { action: { nextDialogstate: "Real help.agent" }, to: "help.agent", nextDialogstateId: "o-1" } }
test "helps" at \`Real help\`.agent { expect state \`Real help\`.other }`;

  test("is renamed at its header and before every dot", async () => {
    expect(await renamed(flows, "Real help")).toBe(after);
    expect(await renamed(flows.replace("^|", "").replace("flow help", "flow ^|help"), "Real help")).toBe(after);
  });

  test("that is called as its file gets a header", async () => {
    expect(await renamed("--- a.flow\nstate a { -> b^|.x }\n--- b.flow\nstate x { -> b.x }", "c")).toBe(
      "--- a.flow\nstate a { -> c.x }\n--- b.flow\nflow c\nstate x { -> c.x }",
    );
  });

  test("is refused a name that is taken, or that would make two states one", async () => {
    expect(await renamed(flows, "main")).toBe("There is a flow `main` already.");
    expect(await renamed(flows.replace("state start", 'state s id "x.agent" { -> end } state start'), "x")).toBe(
      "Another state goes by `x.agent` already.",
    );
    expect(await renamed(flows, "")).toBe("A name needs at least one letter.");
    expect(await renamed("state a { -> nowh^|ere.x }", "c")).toBe("Nothing of this name is declared in this project.");
  });

  test("keeps what a cursor behind the dot means: the state", async () => {
    expect(await renamed("--- a.flow\nstate a { -> b.^|x }\n--- b.flow\nstate x { -> end }", "y")).toBe(
      "--- a.flow\nstate a { -> b.y }\n--- b.flow\nstate y { -> end }",
    );
  });
});

describe("a variable", () => {
  const shop = `
    --- main.flow
    var session.cart: { total: number, \`odd key\`: text } = { total: 1, "odd key": "" }
    preset full { session.cart = { total: 5 } }
    state start {
      set cart.total = session.cart.total + session["cart"].total
      ask session.cart.total as number "Now {cart.total}?" { check value > cart.total else "More than {session.\`cart\`.total}." }
      on change session.cart.total -> end
      api GET "/{cart.total}" { session account { cart: number, deep: { total: number } } save temp.answer }
      clear session.cart
    }
    --- other.flow
    state s { if cart -> end }
    test "t" { expect session.cart.total == 1 }
  `;

  async function renamedAt(mark: string, name: string): Promise<string> {
    return renamed(
      shop.replace(mark, mark.replace("~", "^|")).replace(mark.replace("~", ""), mark.replace("~", "^|")),
      name,
    );
  }

  test("is renamed in paths, texts, presets and tests, with and without its scope", async () => {
    expect(await renamedAt("clear session.~cart", "basket")).toMatchInlineSnapshot(`
      "--- main.flow
      var session.basket: { total: number, \`odd key\`: text } = { total: 1, "odd key": "" }
      preset full { session.basket = { total: 5 } }
      state start {
        set basket.total = session.basket.total + session["basket"].total
        ask session.basket.total as number "Now {basket.total}?" { check value > basket.total else "More than {session.\`basket\`.total}." }
        on change session.basket.total -> end
        api GET "/{basket.total}" { session account { cart: number, deep: { total: number } } save temp.answer }
        clear session.basket
      }
      --- other.flow
      state s { if basket -> end }
      test "t" { expect session.basket.total == 1 }"
    `);
  });

  test("in another is renamed with the keys under which it is stored", async () => {
    expect(await renamedAt("expect session.cart.~total", "sum")).toMatchInlineSnapshot(`
      "--- main.flow
      var session.cart: { sum: number, \`odd key\`: text } = { sum: 1, "odd key": "" }
      preset full { session.cart = { sum: 5 } }
      state start {
        set cart.sum = session.cart.sum + session["cart"].sum
        ask session.cart.sum as number "Now {cart.sum}?" { check value > cart.sum else "More than {session.\`cart\`.sum}." }
        on change session.cart.sum -> end
        api GET "/{cart.sum}" { session account { cart: number, deep: { total: number } } save temp.answer }
        clear session.cart
      }
      --- other.flow
      state s { if cart -> end }
      test "t" { expect session.cart.sum == 1 }"
    `);
  });

  test("whose member the cursor is in is the one under the cursor", async () => {
    expect(await renamedAt("expect session.ca~rt.total", "basket")).toContain("expect session.basket.total");
  });

  test("of a contract is renamed with what it names", async () => {
    const source =
      'state a { api GET "/" { session acc^|ount { limit: number } } say "{account.limit} {session.account}" }';
    expect(await renamed(source, "x")).toBe(
      'state a { api GET "/" { session x { limit: number } } say "{x.limit} {session.x}" }',
    );
    const member = 'state a { api GET "/" { session account { li^|mit: number } } say "{account.limit}" }';
    expect(await renamed(member, "max")).toBe(
      'state a { api GET "/" { session account { max: number } } say "{account.max}" }',
    );
  });

  test("that is declared twice is renamed at both, and is still two", async () => {
    expect(await renamed("var session.x = 1\nvar session.^|x = 2\nstate a { if x -> end }", "y")).toBe(
      "var session.y = 1\nvar session.y = 2\nstate a { if y -> end }",
    );
  });

  test("of a contract is renamed in the answers of mocks", async () => {
    const source = `state a { api GET "/" { session account { li^|mit: number } } }
mock m GET "/" { body { session: { data: { account: { limit: 5, "limit": 6 }, limit: 1 } }, limit: 2 } }
test "t" { mock GET "/" { body { session: { data: { account: { limit: 5 } } } } } expect account.limit == 5 }`;
    expect(await renamed(source, "max")).toBe(`state a { api GET "/" { session account { max: number } } }
mock m GET "/" { body { session: { data: { account: { max: 5, "max": 6 }, limit: 1 } }, limit: 2 } }
test "t" { mock GET "/" { body { session: { data: { account: { max: 5 } } } } } expect account.max == 5 }`);
  });

  test.each([
    ["user", "session.user"],
    ["value", "session.value"],
    ["state", "`state`"],
    ["true", "`true`"],
    ["say", "say"],
    ["Main menu", "`Main menu`"],
  ])("called %s is written so that it means itself", async (name, written) => {
    expect(await renamed("state a { set ^|x = session.x if x -> end }", name)).toBe(
      `state a { set ${written} = session.${isPlainName(name) ? name : `\`${name}\``} if ${written} -> end }`,
    );
  });

  test.each([
    ["the scope", "state a { set sess^|ion.x = 1 }", "y", "`session` is where variables are kept: its name stays."],
    [
      "a secret",
      'state a { api GET "/" { headers { a: secret.K^|EY } } }',
      "y",
      "A secret is called as it is in the environment: change it there.",
    ],
    [
      "what the runner gives",
      'state a { say "{event.te^|xt}" }',
      "y",
      "`event.text` is given to every flow: its name stays.",
    ],
    ["what is taken", "state a { set ^|x = 1 set y = 2 }", "y", "There is a variable `session.y` already."],
    ["what is read elsewhere", 'state a { set ^|x = 1 say "{y.z}" }', "y", "There is a variable `session.y` already."],
    [
      "what is part of an answer",
      'state a { api GET "/" { save temp.answer } say "{temp.answer.bo^|dy}" }',
      "y",
      "`temp.answer.body` is part of an answer: the backend chooses its name.",
    ],
    ["no name", "state a { set ^|x = 1 }", "", "A name needs at least one letter."],
    [
      "what stands in a list",
      "state a { set x[0].na^|me = 1 }",
      "y",
      "Nothing of this name is declared in this project.",
    ],
  ])("%s is refused", async (_, source, name, reason) => {
    expect(await renamed(source, name)).toBe(reason);
  });
});

describe("a language", () => {
  test("is renamed in the bot, texts, intents and tests", async () => {
    const source = `bot b { languages en, n^|l }
state a { say { en "Hi" nl "Hoi" } }
intent i { "x" nl "y" }
test "t" in nl { bot "Hoi" }`;
    expect(await renamed(source, "pt-BR")).toBe(source.replace("^|", "").replaceAll("nl", "`pt-BR`"));
    expect(await renamed(source, "en")).toBe("There is a language `en` already.");
  });
});

test("edits between quotes are told from others", async () => {
  const given = await workspaceOf(project);
  const { file, offset } = given.atCursor();
  const result = rename(file, offset, "person");
  const headings = result.ok ? result.value.map(({ heading }) => heading) : [];
  // In a text, what stands in `{…}` is no string.
  expect(headings.filter((heading) => heading === "In strings")).toHaveLength(3);
  expect(headings.filter((heading) => heading === undefined).length).toBeGreaterThan(9);
});

describe("a rename and its way back", () => {
  const words = [...keywords, "value", "être", "a.b", "{x}", '"', "\\", "__proto__", "Main menu", "x y"];
  const name = fc.oneof(fc.string({ unit: "binary", minLength: 1 }), fc.constantFrom(...words));
  const scopes = "bot user session temp event conversation secret value method path query headers body row".split(" ");
  const things = [
    ["flow", 'flow hel^|p\nstate a { -> help.a -> `help`.a }\nmock m GET "/" { body { nextDialogstate: "help.a" } }'],
    ["variable", 'state a { set hel^|p = session.help if help == `help`.x -> end say "{help} {session["help"]}" }'],
    [
      "variable",
      'state a { set a.hel^|p = session.a.help + a["help"] }\nvar session.a: { help: number } = { help: 1 }',
    ],
    [
      "variable",
      'state a { api GET "/" { session hel^|p { limit: number } } }\nmock m GET "/" { body { session: { data: { help: { limit: 1 } } } } }',
    ],
    ["language", 'bot b { languages en, hel^|p }\nstate a { say { en "Hi" help "Hoi" } }'],
    ["service", 'service hel^|p { base "http://localhost" }\nstate a { api help GET "/" }'],
    ["intent", 'intent hel^|p { "x" }\non intent help -> end\non any when event.intent.name == "help" -> end'],
    ["preset", 'preset hel^|p { session.x = 1 }\ntest "t" with help { expect ended }'],
    ["mock", 'mock hel^|p GET "/" { status 200 }\ntest "t" { mock help }'],
  ] as const;

  test.each(things)("give the same text: %s %#", async (kind, source) => {
    await fc.assert(
      fc.asyncProperty(name, async (typed) => {
        const to = typed.trim();
        fc.pre(isWritableName(to) && !to.startsWith("`"));
        fc.pre(to !== "help" && to !== "en" && to !== "a");
        fc.pre(kind !== "variable" || !scopes.includes(to));
        // Backticks without need can only be told from needed ones as long as the name does not need them.
        fc.pre(
          !source.includes("`help`") ||
            (isPlainName(to) && !["true", "false", "null", "not", "state", "else"].includes(to)),
        );
        const given = await workspaceOf(source);
        const { file, offset } = given.atCursor();
        const there = filesAfter(given.snapshot, file, offset, to);
        if (typeof there === "string") throw new Error(there);
        const moved = await workspaceOf(drawFiles(there));
        expect(moved.file("main.flow").parsed.problems).toEqual([]);
        const at = file.parsed.text.slice(0, offset).lastIndexOf("hel");
        const back = filesAfter(moved.snapshot, moved.file("main.flow"), at + 1, "help");
        expect(back).toEqual([{ path: "main.flow", text: file.parsed.text }]);
      }),
      { numRuns: runs(500) },
    );
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
