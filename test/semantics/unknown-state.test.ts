import { describe, expect, test } from "vitest";
import { checkProject } from "../../server/src/semantics/checks/index.ts";
import { brokenEverywhere } from "../support/brokenEverywhere.ts";
import { expectFindingsOf, findingOf, fixed, fixedBy } from "../support/findings.ts";
import { drawFiles, fixture } from "../support/fixture.ts";
import { projectOf } from "../support/project.ts";

const expectFindings = expectFindingsOf("unknown-state");

test("a broken reference is found in every place, at its exact range, and nothing else is", () => {
  expectFindings(brokenEverywhere);
});

describe("a string", () => {
  test("means plain names of its flow in a state, of any flow where no step is known", () => {
    expectFindings(`
      --- a.flow
      state start {
        api POST "/x" {
          body { nextDialogstate: <|unknown-state|>"agent"</>, more: { nextDialogstate: "start" } }
          nextDialogstate start
        }
      }
      mock m POST "/x" { body { nextDialogstate: "agent" } }
      --- b.flow
      state agent { say "Hi." -> end }
    `);
  });

  test("means what stands there, capitals included", () => {
    expectFindings(`
      state start id "Start-1" {
        say "Hi." { payload { nextDialogstate: "Start-1" } payload { nextDialogstate: <|unknown-state|>"start-1"</> } }
        -> end
      }
    `);
  });

  test("under other keys, or that is no constant, is none", () => {
    expectFindings(`
      state start {
        say "Hi." { payload { next: "nowhere", nextDialogstate: "{session.x}", nextDialogstateId: session.x + "nowhere" } }
        -> end
      }
    `);
  });
});

describe("names", () => {
  test("are the same with and without backticks, in any script", () => {
    expectFindings(`
      --- \u00fcbersicht.flow
      state \`start\` { say "Hi." -> \`Men\u00fc \u{1F600}\` }
      state \`Men\u00fc \u{1F600}\` { say "Hi." -> \u958b\u59cb }
      state \u958b\u59cb { say "Hi." { reply "Again" -> \`\u00fcbersicht\`.start } }
    `);
  });

  test("of a flow without a header come from its file", () => {
    expectFindings(`
      --- folder/order.test.flow
      state start { say "Hi." { reply "Again" -> \`order.test\`.start } }
      --- other.flow
      state start { say "Hi." { reply "A" -> \`order.test\`.start reply "B" -> <|unknown-state|>order.start</> } }
    `);
  });
});

describe("the message", () => {
  const messageOf = (source: string): string => findingOf(source, "unknown-state").message;

  test("names the state and its flow, and the nearest name", () => {
    expect(
      messageOf(`
      --- transfer.flow
      state start { say "Hi." -> noMony }
      state noMoney { say "Hi." -> end }
    `),
    ).toBe("There is no state `noMony` in flow `transfer`. Did you mean `noMoney`?");
  });

  test("finds the name in another flow", () => {
    expect(
      messageOf(`
      --- transfer.flow
      state start { say "Hi." -> agent }
      --- help.flow
      state agent { say "Hi." -> end }
    `),
    ).toBe("There is no state `agent` in flow `transfer`. Did you mean `help.agent`?");
  });

  test("says when it is the flow that is missing", () => {
    expect(
      messageOf(`
      --- transfer.flow
      state start { say "Hi." -> hlp.agent }
      --- help.flow
      state agent { say "Hi." -> end }
    `),
    ).toBe("There is no flow `hlp`. Did you mean `help.agent`?");
  });

  test("suggests nothing that is far away", () => {
    expect(
      messageOf(`
      state start { say "Hi." -> completelyDifferent }
    `),
    ).toBe("There is no state `completelyDifferent` in flow `main`.");
  });

  test("of a string speaks of ids and names", () => {
    expect(
      messageOf(`
      state start id "dialogstate-12" { say "Hi." { payload { nextDialogstate: "dialogstate-13" } } -> end }
    `),
    ).toBe("There is no state with the id or name `dialogstate-13`. Did you mean `dialogstate-12`?");
  });
});

describe("did you mean", () => {
  const titlesOf = (source: string): readonly string[] =>
    fixed(source, "unknown-state").map(({ fix }) => `${fix.title}${fix.preferred ? " (preferred)" : ""}`);

  test("offers at most five names, the nearest first, those of this flow before others", () => {
    expect(
      titlesOf(`
      --- a.flow
      state start { say "Hi." -> pay1 }
      state pay2 { say "Hi." -> end }
      state pay3 { say "Hi." -> end }
      state pay44 { say "Hi." -> end }
      --- b.flow
      state pay5 { say "Hi." -> end }
      state pay6 { say "Hi." -> end }
      state pay7 { say "Hi." -> end }
    `),
    ).toEqual([
      "Change to `pay2`",
      "Change to `pay3`",
      "Change to `b.pay5`",
      "Change to `b.pay6`",
      "Change to `b.pay7`",
      "Create state `pay1`",
    ]);
  });

  test("prefers a name that is clearly the nearest", () => {
    expect(
      titlesOf(`
      state start { say "Hi." -> noMonei }
      state noMoney { say "Hi." -> end }
      state noMonies { say "Hi." -> end }
    `),
    ).toEqual(["Change to `noMoney` (preferred)", "Change to `noMonies`", "Create state `noMonei`"]);
  });

  test("writes backticks and the flow where they are needed", () => {
    const files = fixedBy(
      `
        --- a.flow
        state start { say "Hi." -> mainmenu }
        --- b c.flow
        state \`Main menu\` { say "Hi." -> end }
      `,
      "unknown-state",
      "Change to `b c`.`Main menu`",
    );
    expect(files[0]?.text).toBe('state start { say "Hi." -> `b c`.`Main menu` }');
  });

  test("puts a state that is called end into backticks", () => {
    const files = fixedBy(
      `
        state start { say "Hi." -> ends }
        state \`end\` { say "Hi." -> back }
      `,
      "unknown-state",
      "Change to `end`",
    );
    expect(files[0]?.text).toContain("-> `end` }");
  });

  test("keeps the flow of a qualified name, and corrects it", () => {
    expect(
      titlesOf(`
      --- a.flow
      state start { say "Hi." -> hlp.agnt }
      state agent { say "Hi." -> end }
      --- help.flow
      state agent { say "Hi." -> end }
    `),
    ).toEqual(["Change to `help.agent` (preferred)", "Change to `a.agent`"]);
  });

  test("replaces a string with its quotes, as a string", () => {
    const files = fixedBy(
      `
        state start id "say \\"hi\\" \\{1\\}" { say "Hi." { payload { nextDialogstate: "say \\"hi\\" 1" } } -> end }
      `,
      "unknown-state",
      'Change to `say "hi" {1}`',
    );
    expect(files[0]?.text).toContain('nextDialogstate: "say \\"hi\\" \\{1\\}"');
  });
});

describe("create state", () => {
  const created = (source: string, title: string): string => drawFiles(fixedBy(source, "unknown-state", title));

  test("writes it behind the state that refers to it, laid out like the file", () => {
    expect(
      created(
        `
      flow transfer

      state start {
          say "Hi."
          -> help
      } // the beginning

      state other { say "Hi." -> start }
    `,
        "Create state `help`",
      ),
    ).toBe(`flow transfer

state start {
    say "Hi."
    -> help
} // the beginning

state help {
    say "TODO"
    -> end
}

state other { say "Hi." -> start }`);
  });

  test("writes it at the end of another flow's file", () => {
    expect(
      created(
        `
      --- a.flow
      state start { say "Hi." -> help.agent }
      --- help.flow
      state start { say "Hi." -> end }
    `,
        "Create state `agent` in flow `help`",
      ),
    ).toBe(`--- a.flow
state start { say "Hi." -> help.agent }
--- help.flow
state start { say "Hi." -> end }

state agent {
  say "TODO"
  -> end
}
`);
  });

  test("puts a name that needs them into backticks", () => {
    expect(
      created(
        `
      state start { say "Hi." -> \`Main menu\` }
    `,
        "Create state `Main menu`",
      ),
    ).toContain("state `Main menu` {");
  });

  test("lets a called state return, and the states of the bot wait on", () => {
    expect(
      created(
        `
      state start { call login -> end }
    `,
        "Create state `login`",
      ),
    ).toContain('say "TODO"\n  -> return');
    expect(
      created(
        `
      bot b { start hello fallback what }
      state hello { say "Hi." -> end }
    `,
        "Create state `what` in flow `main`",
      ),
    ).toContain('state what {\n  say "TODO"\n}');
  });

  test("gives a string that is no name as an id to a state with a plain name", () => {
    expect(
      created(
        `
      state start { say "Hi." { payload { nextDialogstate: "dialogstate-123-abc" } } -> end }
    `,
        "Create state `dialogstate123Abc` with the id `dialogstate-123-abc`",
      ),
    ).toContain('state dialogstate123Abc id "dialogstate-123-abc" {');
  });

  test("takes the full name in a string apart", () => {
    expect(
      created(
        `
      --- a.flow
      mock m GET "/x" { body { nextDialogstate: "help.agent" } }
      --- help.flow
      state start { say "Hi." -> end }
    `,
        "Create state `agent` in flow `help`",
      ),
    ).toContain("state agent {");
  });

  test("is not offered for a flow that does not exist", () => {
    const fixes = fixed('state start { say "Hi." -> nowhere.agent }', "unknown-state");
    expect(fixes.map(({ fix }) => fix.title)).toEqual([]);
  });

  test("keeps the line ends of the file", () => {
    const files = [{ path: "main.flow", text: 'state start {\r\n\tsay "Hi."\r\n\t-> help\r\n}\r\n' }];
    const [finding] = checkProject(projectOf({ files }));
    expect(finding?.code).toBe("unknown-state");
    expect(fixed(files[0]?.text ?? "", "unknown-state").at(-1)?.fix.edits[0]?.text).toBe(
      '\r\n\r\nstate help {\r\n\tsay "TODO"\r\n\t-> end\r\n}',
    );
  });
});

test("the question is not asked behind every one of hundreds of broken references", () => {
  const states = Array.from({ length: 150 }, (_, at) => `state s${at} { -> t${at} }`);
  const all = checkProject(projectOf(fixture(states.join("\n"))));
  const findings = all.filter(({ code }) => code === "unknown-state");
  expect(findings).toHaveLength(150);
  expect(findings.filter(({ message }) => message.includes("Did you mean"))).toHaveLength(100);
});

test("an unfinished reference is one syntax error, not an unknown state", () => {
  const source = fixture('state start { say "Hi." -> help. }\nstate next { -> start }');
  expect(checkProject(projectOf(source)).map(({ code }) => code)).toEqual(["syntax"]);
});
