import { expect, test } from "vitest";
import { indexFile } from "../../server/src/semantics/fileIndex.ts";
import type { Reference } from "../../server/src/semantics/references.ts";
import { fixture, textOf } from "../support/fixture.ts";
import { sourceFile } from "../support/project.ts";

/** Each reference on a line: the whole of it, the name alone where that is less, what it means, and where it stands. */
function drawReferences(source: string): readonly string[] {
  const marked = fixture(source);
  const text = textOf(marked, "main.flow");
  return indexFile(sourceFile({ path: "main.flow", text })).references.map((reference) => {
    const whole = text.slice(reference.span.start, reference.span.end);
    const alone = text.slice(reference.nameAlone.start, reference.nameAlone.end);
    const within = reference.state === undefined ? "" : ` in ${reference.state.fullName}`;
    return `${whole}${alone === whole ? "" : ` (${alone})`} ${reference.key} ${roleOf(reference)}${within}`
      .replace("  ", " ")
      .trimEnd();
  });
}

function roleOf(reference: Reference): string {
  switch (reference.kind) {
    case "state":
      return reference.cause ?? reference.place;
    case "variable":
      return reference.writer ?? reference.access;
    case "wire":
      return `${reference.place} ${reference.flow ?? "any"}`;
    case "intent":
    case "entity":
    case "context":
      return reference.place;
    default:
      return "";
  }
}

test("states, with what leads there", () => {
  expect(
    drawReferences(`
      on text "x" -> \`Main menu\`
      state start {
        say "Hi." { reply "A" -> help.agent button "B" { -> b } }
        ask amount as number "?" { attempts 2 -> c }
        api GET "/{state u}" { body { s: state d } nextDialogstate e, f on failure { if g == state h -> i } }
        call \`a b\`.\`c d\`
        -> end
      }
    `).filter((line) => / state:/.test(line)),
  ).toEqual([
    "`Main menu` (Main menu) state:main.`Main menu` route",
    "help.agent (agent) state:help.agent reply in main.start",
    "b state:main.b button in main.start",
    "c state:main.c attempts in main.start",
    "u state:main.u handed in main.start",
    "d state:main.d handed in main.start",
    "e state:main.e next in main.start",
    "f state:main.f next in main.start",
    "h state:main.h compared in main.start",
    "i state:main.i outcome in main.start",
    "`a b`.`c d` (c d) state:`a b`.`c d` call in main.start",
  ]);
});

test("variables, read and written", () => {
  expect(
    drawReferences(`
      var user.name: text = "x"
      preset rich { account.limit = bonus }
      on change session.amount -> start
      state start {
        set session["odd key"].b[i].c = user.name
        clear temp
        ask amount as number "{event.text}?" { check value > limit else "{value}" skip when amount != null }
        api GET "/x" {
          save temp.r
          session account { limit: number, owner: { name: text } }
        }
      }
    `),
  ).toEqual([
    "user.name (name) variable:user.name var",
    "account.limit (limit) variable:session.account.limit preset",
    "bonus variable:session.bonus read",
    "session.amount (amount) variable:session.amount watch",
    "start state:main.start route",
    'session["odd key"].b[i].c (b) variable:session.`odd key`.b set in main.start',
    "i variable:session.i read in main.start",
    "user.name (name) variable:user.name read in main.start",
    "temp variable:temp clear in main.start",
    "amount variable:session.amount ask in main.start",
    "event.text (text) variable:event.text read in main.start",
    "limit variable:session.limit read in main.start",
    "amount variable:session.amount read in main.start",
    "temp.r (r) variable:temp.r save in main.start",
    "account variable:session.account contract in main.start",
    "limit variable:session.account.limit contract in main.start",
    "owner variable:session.account.owner contract in main.start",
    "name variable:session.account.owner.name contract in main.start",
  ]);
});

test("names that are no variables where they stand", () => {
  expect(
    drawReferences(`
      mock m GET "/x" when query.a == 1 and method == other { headers { x: path } body { b: body.c } }
      test "t" each [{ a: 1 }] {
        user row.a
        expect request GET "/x" when headers.b == row.a
        expect value == path
      }
      test "u" { user row.a }
    `),
  ).toEqual([
    "other variable:session.other read",
    "path variable:session.path read",
    "value variable:session.value read",
    "path variable:session.path read",
    "row.a (a) variable:session.row.a read",
  ]);
});

test("everything else", () => {
  expect(
    drawReferences(`
      intent pay { "pay {size} {who: kind}" nl "betaal" }
      on intent pay in shopping when event.intent.name == "pay" -> end
      state start {
        context shopping for 3
        ask size as kind { en "Hi {upper(name)}" nl "Hoi" }
        ask sizes as list of money "?"
        match event.intent.name { "pay", "help" -> end }
        api core GET "/x"
      }
      mock m GET "/x" {}
      preset rich { session.a = 1 }
      test "t" with rich at start in nl {
        mock m
        mock GET "/y" { body { nextDialogstate: "a.b" } }
      }
    `).filter((line) => !line.includes("variable:")),
  ).toEqual([
    "size entity:size mark",
    "kind entity:kind type",
    "nl language:nl",
    "pay intent:pay route",
    "shopping context:shopping route",
    '"pay" (pay) intent:pay compared',
    "shopping context:shopping set in main.start",
    "kind entity:kind type in main.start",
    "en language:en in main.start",
    "upper function:upper in main.start",
    "nl language:nl in main.start",
    "money entity:money type in main.start",
    '"pay" (pay) intent:pay compared in main.start',
    '"help" (help) intent:help compared in main.start',
    "core service:core in main.start",
    "rich preset:rich",
    "start state:main.start at",
    "nl language:nl",
    "m mock:m",
    '"a.b" (a.b) wire:a.b value any',
  ]);
});

test("a chain of 100,000 operators is read", () => {
  const text = `state start { set a = ${"b + ".repeat(100_000)}c }`;
  const { references } = indexFile(sourceFile({ path: "main.flow", text }));
  expect(references.length).toBeGreaterThan(100);
});

test("what is half typed gives no reference of its own", () => {
  expect(drawReferences("state start { -> help. }")).toEqual(["help flow:help in main.start"]);
  expect(drawReferences("state start { call }")).toEqual([]);
});
