import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { updateTests } from "../../server/src/testing/update.ts";
import { answers } from "../support/conversation.ts";
import { fixture } from "../support/fixture.ts";
import { indexOf } from "../support/madeProject.ts";
import { madeTest } from "../support/madeTest.ts";
import { backends, inputs, programs } from "../support/programs.ts";
import { projectOf } from "../support/project.ts";
import { runs } from "../support/runs.ts";

const shop = `
--- shop.flow
bot shop { languages en, nl start shop.start }
service orders { base "https://orders.test" }
state start {
  say { en "Hello {user.language}." nl "Hallo." } { reply "Order" -> order reply "Bye" -> end }
}
state order {
  api orders GET "/orders" { on failure { say "Down." } }
  set session.count = 3
  ask session.number as number "Which number?"
  say "Done."
}
mock down GET "/orders" { status 503 }
--- shop.test.flow
`;

/** The tests after what they expect was updated, with what was changed. */
async function updated(tests: string): Promise<string> {
  const index = projectOf(fixture(shop + tests));
  const { steps, files } = await updateTests(index, () => true, { environment: {}, watch: () => 0 });
  const changes = steps.map(({ test: name, line, before, after }) => `${name}:${line}: ${before} => ${after}`);
  return [files.get("shop.test.flow") ?? "(nothing)", ...changes].join("\n");
}

describe("what happened becomes what is expected", () => {
  test("texts, with what is offered where the step speaks of it", async () => {
    expect(
      await updated(`test "a" {
  mock down
  bot "Hi." { reply "Buy" }
  tap "Order"
  bot contains "down" // as it says
  bot r"^Which \\d"
}
`),
    ).toMatchInlineSnapshot(`
      "test "a" {
        mock down
        bot "Hello en." { reply "Order" reply "Bye" }
        tap "Order"
        bot "Down." // as it says
        bot "Which number?"
      }
      a:3: bot "Hi." { reply "Buy" } => bot "Hello en." { reply "Order" reply "Bye" }
      a:5: bot contains "down" => bot "Down." // as it says
      a:6: bot r"^Which \\d" => bot "Which number?""
    `);
  });

  test("states, ends, values, counts; nothing said, and something", async () => {
    expect(
      await updated(`test "a" {
  mock down
  bot nothing
  tap "Order"
  expect request GET "/orders" times 4
  expect session.count == 2
  expect ended
  bot "Down."
  bot "Which number?"
  bot "And then?"
}
test "b" {
  tap "Bye"
  expect state shop.order
}
`),
    ).toMatchInlineSnapshot(`
      "test "a" {
        mock down
        bot "Hello en."
        tap "Order"
        expect request GET "/orders" times 1
        expect session.count == 3
        expect state shop.order
        bot "Down."
        bot "Which number?"
        bot nothing
      }
      test "b" {
        tap "Bye"
        expect ended
      }
      a:3: bot nothing => bot "Hello en."
      a:5: expect request GET "/orders" times 4 => expect request GET "/orders" times 1
      a:6: expect session.count == 2 => expect session.count == 3
      a:7: expect ended => expect state shop.order
      a:10: bot "And then?" => bot nothing
      b:14: expect state shop.order => expect ended"
    `);
  });

  test("the text of one language", async () => {
    expect(await updated('test "a" in en, nl { bot { en "Hello en." nl "Hoi." | "Dag." } }\n')).toMatchInlineSnapshot(`
      "test "a" in en, nl { bot { en "Hello en." nl "Hallo." } }
      a [nl]:1: bot { en "Hello en." nl "Hoi." | "Dag." } => test "a" in en, nl { bot { en "Hello en." nl "Hallo." } }"
    `);
  });

  test("a step that is too long for its line is laid out as the formatter does", async () => {
    const title = "x".repeat(60);
    const source = shop.replace('reply "Order"', `reply "${title}" reply "Order"`);
    const index = projectOf(fixture(`${source}test "a" {\n  bot "x" { reply "Buy" }\n}\n`));
    const { files } = await updateTests(index, () => true, { environment: {}, watch: () => 0 });
    expect(files.get("shop.test.flow")).toMatchInlineSnapshot(`
      "test "a" {
        bot "Hello en." {
          reply "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
          reply "Order"
          reply "Bye"
        }
      }"
    `);
  });
});

describe("a test stays as it is", () => {
  test.each([
    ["where a request has no mock", 'test "a" { bot "x" tap "Order" bot "y" }'],
    ["where it does what cannot be done", 'test "a" { bot "x" tap "Nowhere" }'],
    ["where a condition does not hold", 'test "a" { bot "x" expect session.count > 7 }'],
    ["where no such request was sent", 'test "a" { expect request GET "/orders" times 2 }'],
    ["where rows say what is expected", 'test "a" each [{ said: "x" }, { said: "y" }] { bot "{row.said}" }'],
    ["where it holds in one language and not in the other", 'test "a" in en, nl { bot "Hallo." }'],
    ["where it passes", 'test "a" { bot "Hello en." }'],
  ])("%s", async (_name, tests) => {
    expect(await updated(tests)).toBe("(nothing)");
  });

  test("beside one that changes", async () => {
    const kept = 'test "kept" {\n  bot   "x"\n  tap "Nowhere"\n}\n';
    expect(await updated(`${kept}test "a" {\n  bot "x"\n}\n`)).toContain(kept);
  });
});

test("whatever a made test expects wrongly is put right, and is then what it was", async () => {
  await fc.assert(
    fc.asyncProperty(programs, inputs, backends, fc.nat(), async (source, given, results, at) => {
      const made = await madeTest(source, given, { backend: answers(...results) });
      const { edit, text } = made.test ?? { edit: undefined, text: "" };
      const bots = [...text.matchAll(/^ {2}bot (?!nothing)"[^"\n]*"(?=$| \{)/gm)];
      const wrong = bots[at % Math.max(1, bots.length)];
      if (edit === undefined || wrong === undefined) return;
      const changed = `${text.slice(0, wrong.index)}  bot "something else"${text.slice(wrong.index + wrong[0].length)}`;
      const index = indexOf(projectOf(fixture(source)), { ...edit, newText: `${changed}\n` });
      const { files, steps } = await updateTests(index, ({ file }) => file === edit.file, {
        environment: {},
        watch: () => 0,
      });
      expect(steps).toHaveLength(1);
      expect(files.get(edit.file)).toBe(`${text}\n`);
    }),
    { numRuns: runs(300) },
  );
}, 120_000);
